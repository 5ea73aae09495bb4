"""Pictures made for the tests: each of a kind that people, cameras or attackers send."""

import io
import struct
import zlib

from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

from core.portraits import Checks
from core.uploads import UploadSpec

register_heif_opener()

SPEC = UploadSpec("paper", "毕业证书", max_count=3, max_bytes=200 * 1024, pixels=800)
PORTRAIT = UploadSpec(
    "test.portrait", "近期免冠2寸照片", max_bytes=100 * 1024, pixels=600, ratio=(35, 45), checks=Checks()
)
GPS_WORDS = "Nanning 22.8170N"
COMMENT = b"call 13800138000"


def scene(width=640, height=480, mode="RGB"):
    """A picture whose corners can be told apart: red top left, green top right, blue bottom left."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 0, width // 4, height // 4], fill="red")
    draw.rectangle([width * 3 // 4, 0, width, height // 4], fill="lime")
    draw.rectangle([0, height * 3 // 4, width // 4, height], fill="blue")
    return image.convert(mode)


def encoded(image, kind, **options):
    """`image` as a stream of `kind`."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    target.seek(0)
    return target


def exif_with_gps(orientation=1):
    """Exif as a telephone writes it: orientation, place, maker's words."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = GPS_WORDS
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 49.0, 1.2), 3: "E", 4: (108.0, 22.0, 0.1)})
    return exif


def jpeg(**options):
    return encoded(scene(), "JPEG", quality=90, **options)


def photograph():
    """A JPEG full of what must not be kept."""
    return jpeg(exif=exif_with_gps(), comment=COMMENT, icc_profile=b"ICC " * 50)


def png_header(width, height):
    """A tiny PNG that claims to be huge."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def sixteen_bit_png(width=320, height=240):
    """A grey 16-bit PNG: dark on the left, light on the right."""
    row = struct.pack("<H", 0x2000) * (width // 2) + struct.pack("<H", 0xE000) * (width - width // 2)
    return encoded(Image.frombytes("I;16", (width, height), row * height), "PNG")


SEEDS = {
    "jpeg": photograph,
    "png": lambda: encoded(scene(mode="RGBA"), "PNG"),
    "palette": lambda: encoded(scene(mode="P"), "PNG"),
    "webp": lambda: encoded(scene(), "WEBP"),
    "heic": lambda: encoded(scene(), "HEIF"),
    "cmyk": lambda: encoded(scene(mode="CMYK"), "JPEG"),
}

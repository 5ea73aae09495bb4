"""Puts an uploaded picture right: a small, upright JPEG with nothing in it but the picture.

Whatever the file is called, its content decides; what cannot be read is refused with the reason.
"""

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from PIL import Image
from pillow_heif import register_heif_opener

from core.errors import Refused

MAX_PIXELS = 40_000_000
# The WebP decoder takes three times the memory of the others.
MAX_PIXELS_OF = {"WEBP": 20_000_000}
THUMBNAIL_PIXELS = 240
SMALLEST_SIDE = 64
QUALITIES = (88, 80, 72, 62, 50)
SHRINK = 0.8
RATIO_TOLERANCE = 0.05
ORIENTATION_TAG = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
register_heif_opener(thumbnails=False, decode_threads=1)

# One picture at a time in each process: a decoded one may take 160 MB.
DECODING = threading.Lock()

# First bytes of what people upload by mistake: (offset, bytes, what it looks like).
STRANGERS = (
    (0, b"%PDF", "PDF"),
    (0, b"PK\x03\x04", "Word、Excel 文件或压缩包"),
    (0, b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文件"),
    (0, b"GIF8", "GIF 动图"),
    (0, b"BM", "BMP 图片"),
    (0, b"II*\x00", "TIFF 图片"),
    (0, b"MM\x00*", "TIFF 图片"),
    (0, b"Rar!", "压缩包"),
    (0, b"7z\xbc\xaf", "压缩包"),
    (0, b"MZ", "程序"),
    (0, b"<", "网页或 SVG 图形"),
    (4, b"ftypavif", "AVIF 图片"),
    (4, b"ftyp", "视频"),
)
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
FORMAT_WORDS = {"JPEG": "JPG", "PNG": "PNG", "WEBP": "WebP", "HEIF": "HEIC"}


class ImageRefused(Refused):
    """The upload cannot become a picture; the text says why and what to do."""

    status = 422


class ImageTooLarge(ImageRefused):
    """More bytes than the upload may have."""

    status = 413


class PictureRules(Protocol):
    """What `normalise` asks of an UploadSpec."""

    @property
    def formats(self) -> tuple[str, ...]: ...
    @property
    def accept_bytes(self) -> int: ...
    @property
    def max_bytes(self) -> int: ...
    @property
    def pixels(self) -> int: ...
    @property
    def ratio(self) -> tuple[int, int] | None: ...


@dataclass(frozen=True)
class NormalisedImage:
    """A picture fit to be stored: JPEG bytes, a JPEG thumbnail, size in pixels, and a notice or ''."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    sha256: str
    notice: str = ""


def normalise(stream: BinaryIO, spec: PictureRules) -> NormalisedImage:
    """Decode, shrink, turn upright, flatten on white and re-encode what `stream` holds.

    The longest side becomes at most `spec.pixels`, the file at most `spec.max_bytes` bytes. Exif, GPS,
    colour profiles and comments are dropped; of several frames the first is taken. Nothing is cropped:
    a picture whose sides are not `spec.ratio` comes with a notice.
    Raises ImageRefused with a sentence for the person.
    """
    data = _read(stream, spec)
    with DECODING:
        picture = _decode(data, spec)
    content, picture = _encode_within(picture, spec.max_bytes)
    return NormalisedImage(
        content=content,
        thumbnail=_thumbnail(picture),
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(content).hexdigest(),
        notice=_ratio_notice(picture, spec.ratio),
    )


def size_words(count: int) -> str:
    """Return a number of bytes as people write it: 512 KB, 3.2 MB."""
    if count < 1024 * 1024:
        return f"{max(count // 1024, 1)} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".0 ", " ")


def _read(stream: BinaryIO, spec: PictureRules) -> bytes:
    stream.seek(0)
    data = stream.read(spec.accept_bytes + 1)
    if not data:
        raise ImageRefused("这个文件是空的，请重新选择照片")
    if len(data) > spec.accept_bytes:
        raise ImageTooLarge(f"这个文件超过 {size_words(spec.accept_bytes)}，请先在手机或电脑上缩小后再传")
    return data


def _decode(data: bytes, spec: PictureRules) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=spec.formats) as image:
            return _small_upright(image, spec.pixels)
    except ImageRefused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ImageRefused(_too_many_pixels(MAX_PIXELS)) from None
    except Image.UnidentifiedImageError:
        raise ImageRefused(_not_a_picture(data, spec)) from None
    except Exception:  # noqa: BLE001 - decoders raise anything at all on hostile input
        raise ImageRefused("这张图没有传完整或已经损坏，没能读出来。请重新拍照或换一张再传") from None


def _small_upright(image: Image.Image, pixels: int) -> Image.Image:
    limit = MAX_PIXELS_OF.get(image.format or "", MAX_PIXELS)
    if image.width * image.height > limit:
        raise ImageRefused(_too_many_pixels(limit))
    image.draft("RGB", (pixels, pixels))
    image.load()
    turn = TURNS.get(_orientation(image))
    shrunk = _eight_bit(image)
    shrunk.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    return _flattened(shrunk.transpose(turn) if turn is not None else shrunk)


def _orientation(image: Image.Image) -> int:
    """Return the Exif orientation; a picture with a broken Exif block is taken as it lies."""
    try:
        return image.getexif().get(ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - the pixels are good, and broken Exif raises anything at all
        return 1


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return the picture in L, LA, RGB or RGBA; 16-bit grey keeps its shades instead of being clipped."""
    if image.mode.startswith("I"):
        return image.point(lambda shade: shade / 256).convert("L")
    if image.mode in ("LA", "RGBA"):
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _flattened(image: Image.Image) -> Image.Image:
    """Return the bare pixels on white: a new image, so that no metadata comes along."""
    bare = Image.new("RGB", image.size, "white")
    bare.paste(image.convert("RGB"), mask=image.getchannel("A") if image.has_transparency_data else None)
    return bare


def _encode_within(image: Image.Image, max_bytes: int) -> tuple[bytes, Image.Image]:
    for attempt in _smaller_and_smaller(image):
        for quality in QUALITIES:
            content = _jpeg(attempt, quality)
            if len(content) <= max_bytes:
                return content, attempt
    raise ImageRefused(f"这张图没能压缩到 {size_words(max_bytes)} 以内，请换一张再传")


def _smaller_and_smaller(image: Image.Image) -> Iterator[Image.Image]:
    yield image
    while max(image.size) > SMALLEST_SIDE:
        image = image.resize((max(1, int(image.width * SHRINK)), max(1, int(image.height * SHRINK))))
        yield image


def _thumbnail(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    return _jpeg(small, QUALITIES[0])


def _jpeg(image: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, comment=b"")
    return target.getvalue()


def _ratio_notice(image: Image.Image, ratio: tuple[int, int] | None) -> str:
    if ratio is None:
        return ""
    wanted, found = ratio[0] / ratio[1], image.width / image.height
    if abs(found - wanted) <= RATIO_TOLERANCE * wanted:
        return ""
    return f"这张照片的宽高比不是 {ratio[0]}:{ratio[1]}，建议裁剪或重拍后再传"


def _too_many_pixels(limit: int) -> str:
    return f"这张图的像素太多，超过 {limit // 10_000} 万。请在手机或电脑上缩小后再传"


def _not_a_picture(data: bytes, spec: PictureRules) -> str:
    *others, last = (FORMAT_WORDS.get(name, name) for name in spec.formats)
    wanted = f"请上传 {'、'.join(others)} 或 {last} 照片" if others else f"请上传 {last} 照片"
    kind = _looks_like(data)
    if kind:
        return f"这个文件看起来是 {kind}，不能当照片用。{wanted}"
    return f"这个文件不是照片，或者已经损坏。{wanted}"


def _looks_like(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return ""
    start = data[:64].lstrip()
    return next((kind for offset, magic, kind in STRANGERS if start[offset:].startswith(magic)), "")

"""Pictures as people have them on their telephones, as files to choose."""

import itertools
import os

from PIL import Image

from tests.core.pictures import encoded, exif_with_gps, scene


def noise(width, height):
    """A picture that compresses badly: several megabytes, as cameras make them."""
    small = Image.frombytes("RGB", (width // 2, height // 2), os.urandom(width // 2 * (height // 2) * 3))
    return small.resize((width, height))


PICTURES = {
    "portrait": ("二寸照.png", lambda: encoded(scene(700, 900, "RGBA"), "PNG")),
    "id_card_front": ("IMG_0001.HEIC", lambda: encoded(scene(1200, 800), "HEIF")),
    "id_card_back": ("倒着拍的.jpg", lambda: encoded(scene(1200, 800), "JPEG", exif=exif_with_gps(6))),
    "diploma": ("毕业证书.webp", lambda: encoded(scene(1200, 900), "WEBP")),
    "employment_contract": ("很大的合同.jpg", lambda: encoded(noise(3000, 2000), "JPEG", quality=95)),
}


# Whatever has no picture of its own here; no two are alike.
serial = itertools.count()
ANY_PAPER = ("证明材料.jpg", lambda: encoded(scene(900, 1200 + next(serial)), "JPEG"))


def picture(kind):
    """What one chooses for this kind of picture: name, media type and bytes, for a file input."""
    name, make = PICTURES.get(kind, ANY_PAPER)
    return {"name": name, "mimeType": "application/octet-stream", "buffer": make().read()}

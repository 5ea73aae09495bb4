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

from core import pdf_pages
from core.adjustments import (
    NONE,
    ORIENTATION_TAG,
    QUARTERS,
    TURNS,
    Adjustment,
    brightened,
    fitting_size,
    stored_box,
)
from core.errors import Refused
from core.image_kinds import not_a_picture
from core.portraits import Checks, Hint, hints

MAX_PIXELS = 40_000_000
# The WebP decoder takes three times the memory of the others.
MAX_PIXELS_OF = {"WEBP": 20_000_000}
THUMBNAIL_PIXELS = 240
SMALLEST_SIDE = 64
# JPEG qualities in the order they are tried, with the share of the first one's bytes they are about to need.
QUALITIES = {88: 1.0, 80: 0.7, 72: 0.58, 62: 0.49, 50: 0.42}
BEST_QUALITY = 88
SHRINK = 0.8
# As good as bicubic for shrinking, at a third of what Lanczos costs.
SHRINKING = Image.Resampling.HAMMING

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
register_heif_opener(thumbnails=False, decode_threads=1)

# One picture at a time in each process: a decoded one may take 160 MB.
DECODING = threading.Lock()


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
    def least_side(self) -> int: ...
    @property
    def ratio(self) -> tuple[int, int] | None: ...
    @property
    def checks(self) -> Checks | None: ...


@dataclass(frozen=True)
class NormalisedImage:
    """A picture fit to be stored: JPEG bytes, a JPEG thumbnail, size in pixels, and hints about it."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    sha256: str
    hints: tuple[Hint, ...] = ()


def normalise_all(
    stream: BinaryIO, spec: PictureRules, *, most: int, adjustment: Adjustment = NONE
) -> list[NormalisedImage]:
    """Return the picture that `stream` holds or, of a PDF, one for each of its pages, at most `most`.

    Raises ImageRefused as `normalise` does, and when a PDF cannot be read or has more pages.
    """
    data = _read(stream, spec)
    if not ("PDF" in spec.formats and pdf_pages.is_pdf(data)):
        return [_normalised(data, spec, adjustment)]
    try:
        pages = pdf_pages.pages_of(data, most=most, longest=_longest_page(spec.pixels, adjustment))
    except pdf_pages.PdfRefused as refusal:
        raise ImageRefused(str(refusal)) from None
    return [_normalised(page, spec, adjustment) for page in pages]


def normalise(stream: BinaryIO, spec: PictureRules, adjustment: Adjustment = NONE) -> NormalisedImage:
    """Decode, cut, shrink, turn upright, flatten on white and re-encode what `stream` holds.

    The longest side becomes at most `spec.pixels`, the file at most `spec.max_bytes` bytes. Exif, GPS,
    colour profiles and comments are dropped; of several frames the first is taken. What a crop leaves has
    the proportions of `spec.ratio`; without one nothing is cut off. What has fewer pixels than
    `spec.least_side` on a side is refused.
    Raises ImageRefused with a sentence for the person.
    """
    return _normalised(_read(stream, spec), spec, adjustment)


def _normalised(data: bytes, spec: PictureRules, adjustment: Adjustment) -> NormalisedImage:
    with DECODING:
        picture = _decode(data, spec, adjustment)
    _refuse_small(picture, spec.least_side, is_cut=bool(adjustment.crop))
    picture = brightened(picture, adjustment.brightness)
    content, picture = _encode_within(picture, spec.max_bytes)
    return NormalisedImage(
        content=content,
        thumbnail=_thumbnail(picture),
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(content).hexdigest(),
        hints=tuple(hints(picture, spec.checks, spec.ratio)) if spec.checks else (),
    )


def _refuse_small(picture: Image.Image, least: int, *, is_cut: bool) -> None:
    """What is left of a long strip once it is shrunk counts: that is what people get to read."""
    if min(picture.size) >= least:
        return
    words = f"{picture.width}×{picture.height} 像素，短边至少要 {least} 像素"
    if is_cut:
        raise ImageRefused(f"裁剪以后只有 {words}。请把框放大，或换一张更大的原图")
    raise ImageRefused(f"这张图太小，只有 {words}。请用原图，或靠近重拍、重新扫描；很长的截图请分成几张")


def _longest_page(pixels: int, adjustment: Adjustment) -> int:
    """How large a page is drawn so that the part that is cut out of it still has its pixels."""
    share = min(adjustment.crop[2:]) if adjustment.crop else 1.0
    return min(round(pixels / share), pdf_pages.LONGEST)


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


def _decode(data: bytes, spec: PictureRules, adjustment: Adjustment) -> Image.Image:
    photographs = tuple(name for name in spec.formats if name != "PDF")
    try:
        with Image.open(io.BytesIO(data), formats=photographs) as image:
            return _small_upright(image, spec, adjustment)
    except ImageRefused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ImageRefused(_too_many_pixels(MAX_PIXELS)) from None
    except Image.UnidentifiedImageError:
        raise ImageRefused(not_a_picture(data, spec.formats)) from None
    except Exception:  # noqa: BLE001 - decoders raise anything at all on hostile input
        raise ImageRefused("这张图没有传完整或已经损坏，没能读出来。请重新拍照或换一张再传") from None


def _small_upright(image: Image.Image, spec: PictureRules, adjustment: Adjustment) -> Image.Image:
    limit = MAX_PIXELS_OF.get(image.format or "", MAX_PIXELS)
    if image.width * image.height > limit:
        raise ImageRefused(_too_many_pixels(limit))
    share = min(adjustment.crop[2:]) if adjustment.crop else 1.0
    wanted = round(spec.pixels / share)
    image.draft("RGB", (wanted, wanted))
    image.load()
    orientation = _orientation(image)
    small = _shrunk(_eight_bit(image), spec, adjustment, orientation)
    for turn in (TURNS.get(orientation), QUARTERS[adjustment.turn]):
        small = small.transpose(turn) if turn is not None else small
    return _flattened(small)


def _shrunk(image: Image.Image, spec: PictureRules, adjustment: Adjustment, orientation: int) -> Image.Image:
    """Return the wanted part of a picture that still lies as it was stored."""
    if not adjustment.crop:
        image.thumbnail((spec.pixels, spec.pixels), SHRINKING)
        return image
    box = stored_box(adjustment, image.size, orientation, spec.ratio)
    return image.resize(fitting_size(box, spec.pixels), SHRINKING, box=box)


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
    if image.has_transparency_data:
        bare = Image.new("RGB", image.size, "white")
        bare.paste(image.convert("RGB"), mask=image.getchannel("A"))
    else:
        bare = image.convert("RGB")
        bare.info = {}
    return bare


def _encode_within(image: Image.Image, max_bytes: int) -> tuple[bytes, Image.Image]:
    for attempt in _smaller_and_smaller(image):
        best = _jpeg(attempt, BEST_QUALITY)
        for quality in _promising(max_bytes / len(best)):
            content = best if quality == BEST_QUALITY else _jpeg(attempt, quality)
            if len(content) <= max_bytes:
                return content, attempt
    raise ImageRefused(f"这张图没能压缩到 {size_words(max_bytes)} 以内，请换一张再传")


def _promising(wanted: float) -> Iterator[int]:
    """The qualities that may bring a picture to this share of its bytes: encoding in vain costs the most."""
    return (quality for quality, share in QUALITIES.items() if share <= 1.1 * wanted)


def _smaller_and_smaller(image: Image.Image) -> Iterator[Image.Image]:
    yield image
    while max(image.size) > SMALLEST_SIDE:
        image = image.resize((max(1, int(image.width * SHRINK)), max(1, int(image.height * SHRINK))))
        yield image


def _thumbnail(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    return _jpeg(small, BEST_QUALITY)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, comment=b"")
    return target.getvalue()


def _too_many_pixels(limit: int) -> str:
    return f"这张图的像素太多，超过 {limit // 10_000} 万。请在手机或电脑上缩小后再传"

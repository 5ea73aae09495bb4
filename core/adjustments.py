"""What a person does to a picture before it is kept: cut out a part, turn it, make it brighter or darker."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from core.errors import Refused

Box = tuple[float, float, float, float]

CROP_FIELDS = ("crop_x", "crop_y", "crop_width", "crop_height")
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
SMALLEST_PART = 0.01
# Browsers send rounded fractions.
ROUNDING = 0.002
QUARTERS = {
    0: None,
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
BRIGHTEST = 100
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
# Where a point of the upright picture lies in the picture as the camera stored it, by Exif orientation.
STORED_POINT = {
    1: lambda u, v: (u, v),
    2: lambda u, v: (1 - u, v),
    3: lambda u, v: (1 - u, 1 - v),
    4: lambda u, v: (u, 1 - v),
    5: lambda u, v: (v, u),
    6: lambda u, v: (v, 1 - u),
    7: lambda u, v: (1 - v, 1 - u),
    8: lambda u, v: (1 - v, u),
}


class AdjustmentRefused(Refused):
    """The numbers of an adjustment make no sense; the text says what to do."""

    status = 422


@dataclass(frozen=True)
class Adjustment:
    """How a picture is changed.

    `crop` is (left, top, width, height) in fractions of the upright picture before it is turned, `turn` the
    degrees by which the part is then turned clockwise, `brightness` from -100 (half) to 100 (double).
    """

    crop: Box | None = None
    turn: int = 0
    brightness: int = 0


NONE = Adjustment()


def adjustment_of(data: Mapping[str, str]) -> Adjustment:
    """Read an adjustment from what a form posted; fields that are missing or empty change nothing.

    Raises AdjustmentRefused for anything outside the limits.
    """
    given = [data.get(name, "") for name in CROP_FIELDS]
    turn = _number(data.get("turn") or "0", "旋转只能是 0、90、180 或 270 度")
    if turn not in QUARTERS:
        raise AdjustmentRefused("旋转只能是 0、90、180 或 270 度，请重新选择")
    brightness = _number(data.get("brightness") or "0", "亮度要填 -100 到 100 之间的整数")
    if abs(brightness) > BRIGHTEST or brightness != int(brightness):
        raise AdjustmentRefused("亮度要填 -100 到 100 之间的整数，请重新填写")
    return Adjustment(_crop(given) if any(given) else None, int(turn), int(brightness))


def stored_box(adjustment: Adjustment, size: tuple[int, int], orientation: int, ratio) -> Box:
    """Return the wanted part as (left, top, right, bottom) in pixels of the picture as stored.

    `size` is that of the stored picture, `orientation` its Exif orientation. With `ratio` (width, height of
    the result) the part is trimmed to it around its middle.
    """
    upright = size[::-1] if orientation >= 5 else size
    left, top, width, height = adjustment.crop or WHOLE
    if ratio:
        width, height, left, top = _trimmed(left, top, width, height, upright, ratio, adjustment.turn)
    place = STORED_POINT.get(orientation, STORED_POINT[1])
    corners = [place(left, top), place(left + width, top + height)]
    across, down = sorted(x * size[0] for x, _ in corners), sorted(y * size[1] for _, y in corners)
    return across[0], down[0], across[1], down[1]


def fitting_size(box: Box, longest: int) -> tuple[int, int]:
    """Return the size in pixels of a part: at most `longest` long, and never enlarged."""
    width, height = box[2] - box[0], box[3] - box[1]
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def brightened(image: Image.Image, brightness: int) -> Image.Image:
    """Return the picture with every shade multiplied by 2 to the power of brightness / 100."""
    if not brightness:
        return image
    factor = 2 ** (brightness / BRIGHTEST)
    return image.point([min(255, round(shade * factor)) for shade in range(256)] * len(image.getbands()))


def _trimmed(left, top, width, height, upright, ratio, turn):
    """(width, height, left, top) of the largest part of the wanted proportions around the same middle."""
    wide, high = ratio if turn % 180 == 0 else ratio[::-1]
    wanted = wide / high * upright[1] / upright[0]
    narrower, lower = min(width, height * wanted), min(height, width / wanted)
    return narrower, lower, left + (width - narrower) / 2, top + (height - lower) / 2


def _crop(given: list[str]) -> Box:
    left, top, width, height = (_number(text, "裁剪框的位置不对") for text in given)
    is_inside = left >= -ROUNDING and top >= -ROUNDING and max(left + width, top + height) <= 1 + ROUNDING
    if not is_inside or min(width, height) < SMALLEST_PART:
        raise AdjustmentRefused("裁剪框超出了图片，或者太小，请重新裁剪")
    left, top = max(left, 0.0), max(top, 0.0)
    return left, top, min(width, 1 - left), min(height, 1 - top)


def _number(text: str, sentence: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise AdjustmentRefused(f"{sentence}，请重新调整")
    return number

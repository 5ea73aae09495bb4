"""Hints about a picture of a person, or of a page: sharp, plain background, large enough, in the middle.

Nothing here knows faces: what differs from the background is taken for the person. The figures are shares of
the picture and shades from 0 to 255; static/js/studio-checks.js computes the same in the browser.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from PIL import Image, ImageChops, ImageFilter, ImageStat

# Sharpness is measured on a copy of this width, where the noise of a sensor has gone and edges have not.
MEASURED_WIDTH = 206
SMALL_WIDTH = 96
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
# Along one direction only: who moved the camera blurred what lies across. Four times as much is as sharp.
ACROSS = ImageFilter.Kernel((3, 3), (0, 0, 0, 1, -2, 1, 0, 0, 0), scale=1, offset=128)
DOWN = ImageFilter.Kernel((3, 3), (0, 1, 0, 0, -2, 0, 0, 1, 0), scale=1, offset=128)
ONE_WAY = 4
# The head is looked for here: (left, top, right, bottom).
HEAD = (0.15, 0.08, 0.85, 0.7)
# Width of the strips that must be background, how far down those at the sides reach, and how far towards the
# middle those above do: there a head may touch the edge.
STRIP = 0.07
STRIP_ABOVE = 0.04
STRIP_DOWN = 0.4
CORNER = 0.2
# From this distance of the background on, something is the person.
DIFFERENT = 40
# The standard deviation of a normal distribution by its median distance.
NORMAL = 1.4826
BRIGHT_SHADE, DARK_SHARE = 250, 0.9
# A strip is no portrait, whatever it shows.
MOST_OBLONG = 4
LEAST_PERSON, MOST_PERSON = 0.12, 0.95
LEAST_HEADROOM = 0.015
SENTENCES = {
    "ratio": "宽高比不是 {ratio}。请点“去调整”，按框裁剪",
    "size": "像素太少，不到 {min_width}×{min_height}，印出来不清楚。请用原图重新裁剪，不要用截图",
    "small": "图片太小，文字可能看不清。请用扫描仪，或用手机靠近重拍整页",
    "blur": "看起来模糊。请擦净镜头、光线充足，重新拍一张",
    "background": "背景不是纯色（白、蓝、红）。请站在纯色墙前重拍",
    "face": "人像不在正中，或者太大、太小。请点“去调整”，让头部位于框的中间，头顶留空",
    "bright": "光线太暗或太亮。请点“去调整”改变亮度，或在光线充足处重拍",
}


@dataclass(frozen=True)
class Checks:
    """What is looked at, and from where on it is said; 0 looks away.

    `min_width` and `min_height` in pixels; `min_long_side` likewise, for pages with writing. The five after
    `is_of_a_person` count for portraits only: `max_border_std` and `min_laplacian_var` in shades and their
    square; `darkest` the shade nine tenths may not stay below, `max_glare` the share of the head that may be
    white, `max_off_centre` a share of the width. A code among `blockers` is a fault, any other a hint.
    """

    ratio_tolerance: float = 0.02
    min_width: int = 0
    min_height: int = 0
    min_long_side: int = 0
    is_of_a_person: bool = False
    max_border_std: float = 18
    min_laplacian_var: float = 80
    darkest: int = 110
    max_glare: float = 0.6
    max_off_centre: float = 0.08
    blockers: tuple[str, ...] = ("ratio", "size")

    def as_figures(self) -> dict:
        """The figures by name, for the browser."""
        return asdict(self)


@dataclass(frozen=True)
class Hint:
    """One thing that is not as it should be."""

    code: str
    sentence: str
    is_blocker: bool

    @property
    def icon(self) -> str:
        """A fault is told from a hint by more than colour."""
        return "x-circle-fill" if self.is_blocker else "exclamation-triangle-fill"


def hints(image: Image.Image, checks: Checks, ratio: tuple[int, int] | None = None) -> list[Hint]:
    """Return what is wrong with an RGB picture, faults first; `ratio` is the wanted width and height."""
    return hints_by_code(list(_codes(image, checks, ratio)), checks, ratio)


def hints_by_code(codes: list[str], checks: Checks, ratio: tuple[int, int] | None = None) -> list[Hint]:
    """Return the hints of these codes with their sentences, faults first."""
    words = {**asdict(checks), "ratio": f"{ratio[0]}:{ratio[1]}" if ratio else ""}
    found = [Hint(code, SENTENCES[code].format(**words), code in checks.blockers) for code in codes]
    return sorted(found, key=lambda hint: not hint.is_blocker)


def _codes(image: Image.Image, checks: Checks, ratio: tuple[int, int] | None) -> Iterator[str]:
    if ratio and abs(image.width / image.height - ratio[0] / ratio[1]) > checks.ratio_tolerance:
        yield "ratio"
    if image.width < checks.min_width or image.height < checks.min_height:
        yield "size"
    if max(image.size) < checks.min_long_side:
        yield "small"
    if checks.is_of_a_person and max(image.size) <= MOST_OBLONG * min(image.size):
        yield from _codes_of_a_person(image, checks)


def _codes_of_a_person(image: Image.Image, checks: Checks) -> Iterator[str]:
    small = _scaled(image, SMALL_WIDTH)
    is_dark = shade_below(small, DARK_SHARE) < checks.darkest
    if is_dark or glare(small) > checks.max_glare:
        yield "bright"
    if is_dark:
        return  # what cannot be seen is not judged
    if sharpness(image) < checks.min_laplacian_var:
        yield "blur"
    calm, other = border(small)
    misplaced = is_misplaced(person(small, calm.colour), checks.max_off_centre)
    # What is not plain beside the head is the person, if that one is out of place, else the room.
    shown = other.corner if misplaced else other.spread
    is_room = max(calm.spread, shown) > checks.max_border_std
    if is_room or not is_usual(calm.colour):
        yield "background"
    if misplaced and not is_room:
        yield "face"


def sharpness(image: Image.Image) -> float:
    """Return the variance of the Laplacian of the middle of the picture: the less, the more blurred.

    It counts as sharp as it is along the direction in which it is less so.
    """
    middle = _part(_scaled(image, MEASURED_WIDTH).convert("L"), HEAD)
    one_way = min(_edges(middle, ACROSS), _edges(middle, DOWN))
    return min(_edges(middle, LAPLACIAN), ONE_WAY * one_way)


@dataclass(frozen=True)
class Side:
    """One side of the background: mean colour, widest spread of a channel, and that of its upper corner."""

    colour: tuple[float, ...]
    spread: float
    corner: float


def border(small: Image.Image) -> list[Side]:
    """Return both sides of the background, an upper corner and the strip below it, the calmer one first.

    Calm is the background: the other side may be covered by a person who stands too far to it.
    """
    return sorted((_side(small, is_right=is_right) for is_right in (False, True)), key=lambda one: one.spread)


def is_usual(colour: tuple[float, ...]) -> bool:
    """Say whether a background is about white, blue or red."""
    red, green, blue = colour
    is_white = min(colour) >= 140 and max(colour) - min(colour) <= 48
    is_blue = blue >= red + 20 and blue >= green + 5
    is_red = red >= green + 60 and red >= blue + 60
    return is_white or is_blue or is_red


def person(small: Image.Image, colour: tuple[float, ...]) -> Image.Image:
    """Return a mask, white where the picture differs from its background."""
    plain = Image.new("RGB", small.size, tuple(round(shade) for shade in colour))
    channels = ImageChops.difference(small, plain).split()
    apart = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return apart.point([255 if shade >= DIFFERENT else 0 for shade in range(256)])


def is_misplaced(mask: Image.Image, max_off_centre: float) -> bool:
    """Say whether the head is beside the middle, touches the upper edge, or is hardly there or everywhere."""
    head = _part(mask, (0, HEAD[1], 1, 0.55))
    share = ImageStat.Stat(head).mean[0] / 255
    if not LEAST_PERSON <= share <= MOST_PERSON:
        return True
    box = mask.getbbox()
    top = box[1] / mask.height if box else 0.0
    return top < LEAST_HEADROOM or abs(_middle(head) - 0.5) > max_off_centre


def shade_below(small: Image.Image, share: float) -> int:
    """Return the shade of the brightest channel that this share of the picture stays below."""
    histogram, seen = _brightest(small).histogram(), 0
    for shade, count in enumerate(histogram):
        seen += count
        if seen >= share * small.width * small.height:
            return shade
    return len(histogram) - 1


def glare(small: Image.Image) -> float:
    """Return the share of the middle of the head that has lost its shades in two channels at least."""
    red, green, blue = _part(small, (0.35, 0.3, 0.65, 0.5)).split()
    second = ImageChops.lighter(
        ImageChops.darker(red, green), ImageChops.darker(ImageChops.lighter(red, green), blue)
    )
    return sum(second.histogram()[BRIGHT_SHADE:]) / (second.width * second.height)


def _edges(grey: Image.Image, kernel: ImageFilter.Kernel) -> float:
    filtered = grey.filter(kernel)
    # The outermost pixels come through the filter as they are.
    filtered = filtered.crop((1, 1, filtered.width - 1, filtered.height - 1))
    return max(0.0, ImageStat.Stat(filtered).var[0] - _grain(filtered.histogram()))


def _side(small: Image.Image, *, is_right: bool) -> Side:
    whole, found = Image.new("L", small.size, 0), []
    for wide, high in ((CORNER, STRIP_ABOVE), (STRIP, STRIP_DOWN)):
        width, height = _share(small.width, wide), _share(small.height, high)
        left = small.width - width if is_right else 0
        whole.paste(255, (left, 0, left + width, height))
        found.append(ImageStat.Stat(small, whole))
    corner, strips = found
    return Side(tuple(strips.mean), max(strips.stddev), max(corner.stddev))


def _grain(histogram: list[int]) -> float:
    """The variance that noise alone would give, told by the median: edges are few, noise is everywhere."""
    distances, seen = [0] * 129, 0
    for shade, count in enumerate(histogram):
        distances[abs(shade - 128)] += count
    for distance, count in enumerate(distances):
        seen += count
        if 2 * seen >= sum(histogram):
            return (NORMAL * distance) ** 2
    return 0.0


def _middle(mask: Image.Image) -> float:
    """The middle between the columns that a tenth and nine tenths of the person lie left of."""
    columns = mask.resize((mask.width, 1), Image.Resampling.BOX).tobytes()
    ends = _reached(columns, 0.1) + _reached(columns, 0.9)
    return (ends / 2 + 0.5) / mask.width


def _reached(columns: bytes, share: float) -> int:
    """The column up to which this share of the whole lies."""
    seen = 0
    for column, weight in enumerate(columns):
        seen += weight
        if seen >= share * sum(columns):
            return column
    return len(columns) - 1


def _brightest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(width * image.height / image.width))), Image.Resampling.BOX)


def _part(image: Image.Image, edges: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = edges
    return image.crop(
        (
            round(left * image.width),
            round(top * image.height),
            round(right * image.width),
            max(round(bottom * image.height), round(top * image.height) + 1),
        )
    )


def _share(length: int, share: float) -> int:
    return max(1, round(length * share))

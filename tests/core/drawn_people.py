"""Portraits drawn for the tests: heads and shoulders of many colours, each right or with one known fault."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SKIN = ((244, 214, 190), (232, 190, 158), (205, 158, 122), (160, 112, 80), (110, 74, 52), (84, 56, 42))
HAIR = ((22, 20, 20), (48, 34, 28), (92, 90, 90), (150, 148, 146))
CLOTHES = ((30, 42, 60), (240, 240, 244), (120, 30, 40), (70, 110, 80), (46, 46, 50))
BACKGROUNDS = ((255, 255, 255), (236, 236, 232), (67, 142, 219), (98, 150, 200), (190, 30, 40))
SIZE = (560, 720)


def portrait(seed, *, background=None, shift=0.0, scale=1.0, lift=0.0):
    """A person before a background; `shift` and `lift` move the head by shares of the picture."""
    chance = random.Random(seed)  # noqa: S311 - drawings, no secrets
    width, height = SIZE
    image = background(chance) if background else plain(chance)
    draw = ImageDraw.Draw(image)
    skin, hair, clothes = (chance.choice(colours) for colours in (SKIN, HAIR, CLOTHES))
    x = width * (0.5 + shift + chance.uniform(-0.015, 0.015))
    top = height * (chance.uniform(0.08, 0.14) + lift)
    tall = height * chance.uniform(0.44, 0.5) * scale
    wide = tall * chance.uniform(0.68, 0.78)

    def oval(dx, dy, w, h, fill):
        left, upper = x + dx * wide - w * wide / 2, top + dy * tall - h * tall / 2
        draw.ellipse((left, upper, left + w * wide, upper + h * tall), fill=fill)

    shoulders = chance.uniform(2.2, 2.6)
    oval(0, 1.75, shoulders, 1.4, clothes)
    draw.rectangle((x - wide * 0.2, top + tall * 0.8, x + wide * 0.2, top + tall * 1.15), fill=darker(skin))
    if chance.random() < 0.4:
        oval(0, 0.65, 1.25, 1.3, hair)
    oval(0, 0.5, 1, 1, skin)
    draw.pieslice(
        (x - wide * 0.55, top - tall * 0.04, x + wide * 0.55, top + tall * 0.75), 180, 360, fill=hair
    )
    oval(0, 0.48, 0.8, 0.5, skin)
    face(draw, x, top, wide, tall, hair, skin)
    collar(draw, x, top, wide, tall)
    lit(image, chance)
    return grained(image.filter(ImageFilter.GaussianBlur(0.6)), chance)


def face(draw, x, top, wide, tall, hair, skin):
    """Eyes, brows, nose and mouth."""
    for side in (-1, 1):
        eye = x + side * wide * 0.2
        draw.ellipse(
            (eye - wide * 0.09, top + tall * 0.46, eye + wide * 0.09, top + tall * 0.52), fill=(250, 250, 250)
        )
        draw.ellipse(
            (eye - wide * 0.04, top + tall * 0.46, eye + wide * 0.04, top + tall * 0.52), fill=(26, 20, 18)
        )
        draw.rectangle(
            (eye - wide * 0.11, top + tall * 0.4, eye + wide * 0.11, top + tall * 0.42), fill=darker(hair)
        )
    draw.line((x, top + tall * 0.5, x - wide * 0.03, top + tall * 0.65), fill=darker(skin), width=3)
    draw.ellipse((x - wide * 0.15, top + tall * 0.74, x + wide * 0.15, top + tall * 0.8), fill=(168, 76, 74))


def collar(draw, x, top, wide, tall):
    edge, low = top + tall * 1.05, top + tall * 1.4
    points = [(x - wide * 0.25, edge), (x, low), (x + wide * 0.25, edge)]
    draw.line(points, fill=(250, 250, 250), width=9)


def darker(colour):
    return tuple(shade * 4 // 5 for shade in colour)


def plain(chance):
    return Image.new("RGB", SIZE, chance.choice(BACKGROUNDS))


def lit(image, chance):
    """Light that falls from one side, as by a window."""
    width, height = image.size
    fall = Image.linear_gradient("L").rotate(chance.choice((90, 270))).resize((width, height))
    shade = fall.point([round(level * 0.12) for level in range(256)])
    image.paste(Image.new("RGB", image.size, "black"), mask=shade)


def grained(image, chance, strength=6):
    """The noise of a sensor."""
    noise = Image.effect_noise(image.size, strength * chance.uniform(0.5, 1)).convert("RGB")
    return ImageChops.add(image, noise, scale=1, offset=-128)


def shelves(chance):
    """A room with shelves of books."""
    image = Image.new("RGB", SIZE, (150, 120, 90))
    draw = ImageDraw.Draw(image)
    for row in range(0, SIZE[1], 100):
        left = 0
        while left < SIZE[0]:
            thick = chance.randrange(12, 40)
            colour = tuple(chance.randrange(40, 230) for _ in range(3))
            draw.rectangle((left, row, left + thick, row + 87), fill=colour)
            left += thick
    return image


def garden(chance):
    """Leaves and sky."""
    image = Image.new("RGB", SIZE, (150, 190, 225))
    draw = ImageDraw.Draw(image)
    for _ in range(260):
        x, y, size = chance.randrange(SIZE[0]), chance.randrange(SIZE[1]), chance.randrange(14, 54)
        green = (chance.randrange(30, 110), chance.randrange(90, 180), chance.randrange(30, 80))
        draw.ellipse((x, y, x + size, y + size), fill=green)
    return image


def curtain(chance):
    """Folds of a striped curtain."""
    image = Image.new("RGB", SIZE, (200, 190, 180))
    draw = ImageDraw.Draw(image)
    for left in range(0, SIZE[0], 46):
        shade = chance.randrange(90, 150)
        draw.rectangle((left, 0, left + 23, SIZE[1]), fill=(shade, shade - 10, shade - 20))
    return image


def blurred(seed):
    chance = random.Random(seed)  # noqa: S311
    return grained(portrait(seed).filter(ImageFilter.GaussianBlur(chance.uniform(4.7, 9.3))), chance, 3)


def patterned(seed):
    return portrait(seed, background=(shelves, garden, curtain)[seed % 3])


def too_small(seed):
    image = portrait(seed)
    return image.resize((210 + seed % 5 * 30, 270 + seed % 5 * 38))


def off_centre(seed):
    side = 1 if seed % 2 else -1
    return portrait(seed, shift=side * (0.17 + seed % 3 * 0.04))


def too_dark(seed):
    factor = 0.22 + seed % 4 * 0.04
    return portrait(seed).point(lambda level: level * factor)


# The fault, and the code that must be found; ten good ones and six of each fault, forty in all.
GOOD = [("good", None, seed, portrait) for seed in range(10)]
FAULTY = [
    (name, code, 100 * place + seed, draw)
    for place, (name, code, draw) in enumerate(
        (
            ("blurred", "blur", blurred),
            ("patterned background", "background", patterned),
            ("too small", "size", too_small),
            ("off centre", "face", off_centre),
            ("too dark", "bright", too_dark),
        ),
        start=1,
    )
    for seed in range(6)
]

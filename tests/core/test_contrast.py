"""Contrast of the colour pairs the design uses, measured from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
COLOURS = dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6}|#[0-9a-f]{3})\b", TOKENS.read_text()))
COLOURS["white"] = "#ffffff"
STATES = ("todo", "doing", "back", "pass", "fail", "public", "void")
TEXT_PAIRS = [
    ("--gx-ink", "--gx-page"),
    ("--gx-ink-2", "white"),
    ("--gx-ink-3", "white"),
    ("--gx-ink-3", "--gx-page"),
    ("--gx-teal-700", "white"),
    ("--gx-teal-600", "--gx-page"),
    ("--gx-teal-700", "--gx-teal-50"),
    ("--gx-red-600", "white"),
    ("--gx-gold-300", "--gx-teal-900"),
    ("white", "--gx-teal-900"),
    *((f"--st-{state}-fg", f"--st-{state}-bg") for state in STATES),
]
SHAPE_PAIRS = [
    ("--gx-control", "white"),
    ("--focus-out", "white"),
    ("--focus-in", "--gx-teal-900"),
    *((f"--st-{state}-dot", "white") for state in STATES),
]


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * sign for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_borders_icons_and_focus_are_visible(shape, ground):
    assert contrast(shape, ground) >= 3

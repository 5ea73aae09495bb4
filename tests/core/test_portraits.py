"""Known faults of drawn portraits are found, and good portraits are left in peace."""

import io
import random
import sys

import pytest
from PIL import Image, ImageChops

from core.portraits import Checks, hints, hints_by_code
from tests.core.drawn_people import FAULTY, GOOD, portrait, shelves

CHECKS = Checks(min_width=413, min_height=531, is_of_a_person=True)
RATIO = (35, 45)


def say(line):
    """The table stands in the output of `pytest -rP`."""
    sys.stdout.write(f"{line}\n")


def codes(image, checks=CHECKS, ratio=RATIO):
    return [hint.code for hint in hints(image, checks, ratio)]


def test_nine_of_ten_faults_are_found_and_at_most_one_good_portrait_in_ten_is_blamed():
    found = {seed: codes(draw(seed)) for _, _, seed, draw in GOOD + FAULTY}
    for name, code, seed, _ in GOOD + FAULTY:
        say(f"{name:22}{seed:5}  wanted {code or '-':12} found {', '.join(found[seed]) or '-'}")
    right = sum(code in found[seed] for _, code, seed, _ in FAULTY)
    blamed = sum(bool(found[seed]) for _, _, seed, _ in GOOD)
    say(f"{right} of {len(FAULTY)} faults found, {blamed} of {len(GOOD)} good ones blamed")
    assert len(GOOD + FAULTY) == 40
    assert right >= 0.9 * len(FAULTY)
    assert blamed <= 0.1 * len(GOOD)


def test_a_fault_comes_before_a_hint_and_says_what_is_wanted():
    blurred = FAULTY[0][3](1).resize((300, 300))
    first, *others = hints(blurred, CHECKS, RATIO)
    assert (first.is_blocker, "35:45" in first.sentence) == (True, True)
    assert "413×531" in next(hint.sentence for hint in others if hint.code == "size")
    assert not next(hint for hint in others if hint.code == "blur").is_blocker


def test_the_proportions_count_to_two_hundredths():
    exact = Checks(ratio_tolerance=0.02)
    assert codes(Image.new("RGB", (700, 900)), exact) == []
    assert codes(Image.new("RGB", (700, 920)), exact) == []
    assert codes(Image.new("RGB", (700, 930)), exact) == ["ratio"]
    assert codes(Image.new("RGB", (700, 870)), exact) == ["ratio"]


def test_of_a_page_only_its_size_is_judged():
    page = Checks(min_long_side=1000)
    assert codes(Image.new("RGB", (700, 1000)), page, None) == []
    assert codes(Image.new("RGB", (700, 999)), page, None) == ["small"]
    assert not hints_by_code(["small"], page)[0].is_blocker


@pytest.mark.parametrize(
    "colour", [(40, 160, 60), (240, 220, 40), (120, 120, 120)], ids=["green", "yellow", "grey"]
)
def test_another_plain_colour_is_not_a_usual_background(colour):
    person = portrait(3, background=lambda _: Image.new("RGB", (560, 720), colour))
    assert "background" in codes(person)


def test_a_shaken_camera_half_a_room_and_a_head_at_the_edge_are_called_what_they_are():
    shaken = portrait(3)
    for step in range(1, 14):
        shaken = Image.blend(shaken, ImageChops.offset(portrait(3), 2 * step, 0), 1 / (step + 1))
    assert "blur" in codes(shaken)
    beside = portrait(6)
    room = shelves(random.Random(1))  # noqa: S311 - a drawing
    beside.paste(room.crop((0, 0, 90, 720)), (0, 0))
    assert codes(beside)[:1] == ["background"]
    assert codes(portrait(6, lift=-0.16)) == ["face"]
    washed_out = portrait(6).point(lambda level: min(255, level * 4))
    assert "bright" in codes(washed_out)


def test_a_picture_of_nothing_has_nobody_in_the_middle():
    assert codes(Image.new("RGB", (826, 1062), "white")) == ["bright", "blur", "face"]


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 2), (413, 531)], ids=str)
def test_pictures_of_every_shape_can_be_judged(size):
    stored = io.BytesIO()
    Image.new("RGB", size, "blue").save(stored, "PNG")
    assert isinstance(codes(Image.open(stored).convert("RGB")), list)

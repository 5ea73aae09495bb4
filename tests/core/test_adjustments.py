"""Cutting, turning and brightening: what was marked is what is kept, however the camera was held."""

import io

import pytest
from PIL import Image

from core.adjustments import NONE, Adjustment, AdjustmentRefused, adjustment_of
from core.images import normalise
from core.uploads import UploadSpec
from tests.core.pictures import encoded, exif_with_gps, scene
from tests.core.test_images import assert_upright, near, turned

FREE = UploadSpec("free", "扫描件", pixels=800)
LOCKED = UploadSpec("locked", "照片", pixels=1200, max_bytes=512 * 1024, ratio=(35, 45))


def cut(source, adjustment, spec=FREE):
    return Image.open(io.BytesIO(normalise(source, spec, adjustment).content))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_marked_part_of_the_upright_picture_is_kept(kind, orientation):
    """The lower left quarter begins with white above and ends with blue at its foot."""
    source = encoded(turned(orientation), kind, exif=exif_with_gps(orientation))
    image = cut(source, Adjustment(crop=(0, 0.5, 0.5, 0.5)))
    assert image.size == (320, 240)
    assert near(image.getpixel((5, 5)), "white")
    assert near(image.getpixel((5, 235)), "blue")
    assert near(image.getpixel((315, 235)), "white")


@pytest.mark.parametrize("orientation", [1, 6, 7])
@pytest.mark.parametrize(
    ("turn", "first", "size"),
    [(90, "blue", (480, 640)), (180, "white", (640, 480)), (270, "lime", (480, 640))],
)
def test_a_turn_is_clockwise_and_comes_after_the_camera_s_own(orientation, turn, first, size):
    source = encoded(turned(orientation), "JPEG", exif=exif_with_gps(orientation))
    image = cut(source, Adjustment(turn=turn))
    assert image.size == size
    assert near(image.getpixel((5, 5)), first)


def test_nothing_asked_for_changes_nothing():
    assert adjustment_of({}) == adjustment_of({"turn": "0", "brightness": "", "crop_x": ""}) == NONE
    assert_upright(cut(encoded(scene(), "PNG"), NONE))


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("crop", [(0, 0, 1, 1), (0.1, 0.2, 0.33, 0.41), (0.6, 0.05, 0.4, 0.9)], ids=str)
def test_what_is_cut_has_the_proportions_of_the_specification(crop, turn):
    """Of a photograph of twelve million pixels enough are left to print 35 by 45 mm at 300 dpi."""
    source = encoded(scene(4000, 3000), "JPEG", quality=90)
    picture = normalise(source, LOCKED, Adjustment(crop=crop, turn=turn))
    assert abs(picture.width / picture.height - 35 / 45) < 0.005
    assert (picture.width >= 413, picture.height >= 531) == (True, True)
    assert max(picture.width, picture.height) <= LOCKED.pixels
    assert len(picture.content) <= LOCKED.max_bytes


def test_a_small_part_is_not_blown_up():
    image = cut(encoded(scene(4000, 3000), "JPEG"), Adjustment(crop=(0, 0, 0.05, 0.05)))
    assert image.size == (200, 150)


def test_brightness_doubles_and_halves():
    grey = encoded(Image.new("RGB", (80, 80), (100, 60, 140)), "PNG")
    assert cut(grey, Adjustment(brightness=-100)).getpixel((40, 40))[0] == pytest.approx(50, abs=3)
    assert cut(grey, Adjustment(brightness=100)).getpixel((40, 40))[2] == pytest.approx(255, abs=3)


def test_what_the_browser_sends_is_read():
    sent = {"crop_x": "0.25000", "crop_y": "0", "crop_width": "0.75100", "crop_height": "1", "turn": "270"}
    assert adjustment_of(sent | {"brightness": "-15"}) == Adjustment((0.25, 0.0, 0.75, 1.0), 270, -15)


BAD = {
    "half a frame": {"crop_x": "0.1"},
    "no number": {"crop_x": "a", "crop_y": "0", "crop_width": "1", "crop_height": "1"},
    "not a number": {"crop_x": "nan", "crop_y": "0", "crop_width": "1", "crop_height": "1"},
    "endless": {"crop_x": "0", "crop_y": "0", "crop_width": "inf", "crop_height": "1"},
    "outside": {"crop_x": "0.5", "crop_y": "0", "crop_width": "0.6", "crop_height": "1"},
    "before": {"crop_x": "-0.2", "crop_y": "0", "crop_width": "0.6", "crop_height": "1"},
    "nothing": {"crop_x": "0", "crop_y": "0", "crop_width": "0", "crop_height": "1"},
    "turned askew": {"turn": "45"},
    "turned by words": {"turn": "right"},
    "too bright": {"brightness": "101"},
    "half a step": {"brightness": "0.5"},
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD)
def test_numbers_that_make_no_sense_are_refused_with_a_sentence(sent):
    with pytest.raises(AdjustmentRefused, match="请重新") as refused:
        adjustment_of(sent)
    assert refused.value.status == 422

"""A picture is cut by keyboard and by hand before and after it is sent, and what is wrong is said at once."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from core import file_disk
from core.models import StoredFile
from tests.core.drawn_people import SIZE, portrait

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLUE = (67, 142, 219)


def photograph():
    """Somebody standing left of the middle before a blue wall."""
    wall = Image.new("RGB", (2 * SIZE[0], SIZE[1]), BLUE)
    wall.paste(portrait(3, background=lambda _: Image.new("RGB", SIZE, BLUE)), (SIZE[0] // 8, 0))
    target = io.BytesIO()
    wall.resize((1700, 1093)).save(target, "JPEG", quality=90)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def opened(file):
    return Image.open(file_disk.root() / file.path)


def check_of(page, code):
    return page.locator(f".gx-studio [data-check={code}]")


def test_a_portrait_is_cut_by_keyboard_and_again_by_hand(visit, world):
    application = world.draft()
    place = reverse("applications:section_edit", args=[application.public_id, "basic_profile"])
    desk = visit().enter(world.applicant)
    desk.go(place)
    page = desk.page
    page.locator("#files-portrait input[type=file]").set_input_files(photograph())
    frame = page.get_by_role("application", name="裁剪框")
    frame.wait_for()
    check_of(page, "face").get_by_text("请移动框").wait_for()
    desk.look()
    for key in ["ArrowLeft"] * 10 + ["+"]:
        page.keyboard.press(key)
    check_of(page, "face").get_by_text("人像居中：好").wait_for()
    expect(page.locator(".gx-studio .checks li:not(.good)")).to_have_count(0)
    page.get_by_role("button", name="使用这张").press("Enter")
    page.locator("#files-portrait img").wait_for()
    file = StoredFile.objects.get()
    assert (file.hints, file.height > file.width >= 413) == ([], True)
    assert abs(file.width / file.height - 35 / 45) < 0.005
    assert opened(file).getpixel((5, 5))[2] > 150
    desk.look()

    telephone = visit(390).enter(world.applicant)
    telephone.go(place)
    page = telephone.page
    page.locator("html[data-scripts=started]").wait_for()
    page.get_by_text("去调整").click()
    stage = frame_of(page)
    for _ in range(4):
        page.get_by_role("button", name="放大（框变小）").click()
    page.mouse.move(*stage)
    page.mouse.down()
    page.mouse.move(stage[0] + 60, stage[1] + 5, steps=4)
    page.mouse.up()
    check_of(page, "background").get_by_text("请站在纯色墙前").wait_for()
    check_of(page, "face").get_by_text("人像居中：还看不出来").wait_for()
    page.get_by_role("slider", name="亮度").press("ArrowRight")
    telephone.look()
    with page.expect_response(re.compile("/adjust/")):
        page.get_by_role("button", name="使用这张").click()
    page.get_by_text("背景不是纯色").wait_for()
    adjusted = StoredFile.objects.get()
    assert adjusted.width < file.width
    assert (adjusted.public_id, adjusted.hints) == (file.public_id, ["background"])
    telephone.look()


def frame_of(page):
    """The middle of the stage on the screen."""
    box = page.get_by_role("application", name="裁剪框").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

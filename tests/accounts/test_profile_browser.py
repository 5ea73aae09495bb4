"""个人资料 in a real Chromium: rows by keyboard and by hand, a scan, clean for axe at both widths."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from catalogue import reference
from core.models import StoredFile
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_user, sign_in
from tests.factories.profile import ANSWERS, rows_of
from tests.pages import NARROW, drag, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page):
    """Nothing sticks out and nothing an assistive technology stumbles over, wide and narrow."""
    page.wait_for_load_state("networkidle")
    for width in (1366, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert width == NARROW or faults(page) == []
    page.set_viewport_size({"width": 1366, "height": 900})


def add(page, employer):
    """Fill in the open form of a new row and save it."""
    for name, text in (ANSWERS["practice"] | {"employer": employer}).items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("可以在下面上传扫描件").wait_for()


def test_two_rows_are_added_put_in_order_and_proved_by_a_scan(page, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reference.enumerations()
    me = actor_for(make_user())
    enter(page.context, live_server, me)
    section = live_server.url + reverse("accounts:profile_section", args=["practice"])
    page.goto(section)
    look(page)
    for employer in ("城东初级中学", "阳光中学"):
        page.get_by_role("link", name="添加一段经历").click()
        add(page, employer)
        look(page)
        page.goto(section)
    look(page)

    def order():
        return [row.answers["employer"] for row in rows_of(me.user, "practice")]

    page.get_by_role("button", name="上移 阳光中学").focus()
    page.keyboard.press("Enter")
    page.get_by_text("阳光中学 已移到第 1 行，共 2 行").wait_for(state="attached")
    assert order() == ["阳光中学", "城东初级中学"]
    expect(page.get_by_role("button", name="上移 阳光中学")).to_be_focused()
    page.wait_for_load_state("networkidle")
    drag(page, "城东初级中学", onto="阳光中学")
    page.get_by_text("城东初级中学 已移到第 1 行，共 2 行").wait_for(state="attached")
    assert order() == ["城东初级中学", "阳光中学"]
    look(page)

    page.get_by_role("link", name="编辑 阳光中学").click()
    photo = tmp_path / "聘书.png"
    photo.write_bytes(encoded(scene(), "PNG").read())
    page.locator("#id_work").fill("高中数学教学")
    page.locator("#files-practice_proof input[type=file]").set_input_files(photo)
    page.locator("#files-practice_proof img").first.wait_for()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("高中数学教学").wait_for()
    expect(page.locator("li", has_text="阳光中学")).to_contain_text("扫描件 1 张")
    assert StoredFile.objects.get().row_id == rows_of(me.user, "practice")[1].public_id


def enter(context, live_server, actor):
    """Give a browser context the session of an actor."""
    session = sign_in(Client(), actor).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

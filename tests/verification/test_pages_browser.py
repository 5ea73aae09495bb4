"""The public pages in a real browser: whole at three widths, without a violation of axe, printable."""

import os
import re

import pytest
from captcha.models import CaptchaStore
from django.urls import reverse
from playwright.sync_api import expect

from certificates.enums import CertificateState as S
from tests.factories.certificates import make_certificate
from tests.pages import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1366, 390, 360)


def look(page, name):
    """The page at every width: nothing sticks out, nothing an assistive technology stumbles over."""
    page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} is {overflow}px too wide at {width}px"
        if folder := os.environ.get("GXZC_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    assert faults(page) == []


def fill_in(page, number, name):
    key = page.locator("input[name=captcha_0]").input_value()
    page.fill("input[name=certificate_number]", number)
    page.fill("input[name=holder_name]", name)
    page.fill("input[name=captcha_1]", CaptchaStore.objects.get(hashkey=key).response)
    page.click("main button[type=submit]")


def test_from_the_form_to_the_receipt(page, live_server):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    certificate = make_certificate()
    page.goto(live_server.url + reverse("verification:lookup"))
    look(page, "lookup")
    fill_in(page, certificate.certificate_number, "韦春兰")
    expect(page.locator("h1")).to_have_text("证书有效")
    expect(page).to_have_title(re.compile("^证书有效 · "))
    look(page, "result")
    assert page.evaluate("document.querySelector('.gx-aside img').naturalWidth") > 0
    page.emulate_media(media="print")
    assert page.get_by_text("证书查验凭据").is_visible()
    assert not page.get_by_text("再查一本").is_visible()
    page.emulate_media(media="screen")
    number, code = (page.locator(".gx-result .code").nth(n).inner_text() for n in (0, 1))
    page.click("text=核对查验回执")
    page.fill("input[name=receipt_number]", number)
    page.fill("input[name=check_code]", code)
    page.click("main button[type=submit]")
    expect(page.get_by_text("回执是真的")).to_be_visible()
    look(page, "receipt")
    assert said == []


def test_nothing_found_and_what_is_missing(page, live_server):
    page.goto(live_server.url + reverse("verification:lookup"))
    fill_in(page, "0833232", "韦春兰")
    expect(page.locator("h1")).to_have_text("没有查到")
    look(page, "not-found")
    page.click("text=再查一次")
    page.click("main button[type=submit]")
    expect(page).to_have_title(re.compile("^有 3 处需要修改："))
    look(page, "lookup-errors")


@pytest.mark.parametrize("state", [S.VOIDED, S.ON_LOSS_NOTICE, S.SUPERSEDED])
def test_each_band_is_readable(page, live_server, state):
    certificate = make_certificate(state=state)
    page.goto(live_server.url + reverse("verification:scan", args=[certificate.lookup_code]))
    look(page, f"scan-{state}")

"""Take the four pictures of the README from a running demo: python -m docs.screenshots.make [address]."""

import io
import os
import shutil
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from gxzc.local.demo_accounts import DEMO_ACCOUNTS
from gxzc.local.environment import prepare

FOLDER = Path(__file__).parent
SIZE = {"width": 1366, "height": 860}
MOST = 150 * 1024
KEYS = {"applicant": "second_applicant", "employer": "employer_clerk", "office": "office_clerk"}


def sign_in(page, site, account):
    """Through the real door; the picture code is read from the demo's own database."""
    from captcha.models import CaptchaStore  # noqa: PLC0415 - models exist after django.setup()

    page.goto(site + account.sign_in_path)
    page.fill("[name=account]", account.account)
    page.fill("[name=password]", account.password)
    store = CaptchaStore.objects.get(hashkey=page.input_value("[name=captcha_0]"))
    page.fill("[name=captcha_1]", store.response)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "sign-in" not in address)


def keep(page, name):
    """Store what the window shows as a small PNG of few colours."""
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64):
        stored = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(stored, "PNG", optimize=True)
        if stored.tell() <= MOST:
            break
    (FOLDER / f"{name}.png").write_bytes(stored.getvalue())


def open_review(page):
    """The first case of the employer's queue, on the review desk."""
    page.click("main a.btn-primary")
    page.click("a[data-open]")


def open_queue(page):
    """The office's queue."""
    page.click("main a.btn-primary")


def main(site):
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    prepare("screenshots")
    django.setup()
    accounts = {account.key: account for account in DEMO_ACCOUNTS}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, go_on in {
            "public": None,
            "applicant": None,
            "employer": open_review,
            "office": open_queue,
        }.items():
            page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
            page.goto(site)
            if name in KEYS:
                sign_in(page, site, accounts[KEYS[name]])
            if go_on:
                go_on(page)
            keep(page, name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")

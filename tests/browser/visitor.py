"""Somebody at a screen: walks through pages by what can be read, and looks each over in two widths."""

import re

from captcha.models import CaptchaStore
from django.conf import settings
from django.test import Client
from playwright.sync_api import TimeoutError as WaitedInVain

from tests.factories.accounts import sign_in
from tests.pages import NARROW, faults, wait_until

WIDTHS = (1366, 390)
PATIENCE = 30_000
# A page that answers 404 or 422 is reported by the browser; whether it should is for the test to say.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
SETTLED = """() => document.readyState === "complete"
  && !document.querySelector("textarea[data-rich-text]:not([hidden])")
  && [...document.querySelectorAll("[data-autocomplete-url]")].every((box) => box.getAttribute("role"))"""


class Visitor:
    """A browser of one's own; `faults` is what its console complained of and what was wrong with pages."""

    def __init__(self, browser, site, width=1366, *, looks_at=WIDTHS, scripts=True):
        """Pages are walked through in `width` and looked over in each of `looks_at`."""
        self.site, self.width, self.scripts = site, width, scripts
        self.looks_at = looks_at
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="zh-CN"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _listen(self, message):
        if message.type == "error" and not ANSWERED.match(message.text):
            self.faults.append(message.text)

    def go(self, path):
        """Open an address of the site; returns the answer."""
        return self.page.goto(self.site + path)

    def look(self):
        """The page as it stands: nothing sticks out, also at 360 px, and axe finds nothing."""
        page, place = self.page, self.page.url.removeprefix(self.site)
        page.wait_for_load_state()
        if self.scripts:
            wait_until(page, SETTLED)
        for width in (NARROW, *self.looks_at):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if too_wide > 0:
                self.faults.append(f"{place} is {too_wide}px too wide at {width}px")
            # Axe waits for timers, which stand still without scripts.
            for rule, element in faults(page) if self.scripts and width != NARROW else ():
                self.faults.append(f"{place} at {width}px: {rule}: {element}")
        page.set_viewport_size({"width": self.width, "height": 800})

    def arrive(self, path):
        """Wait for an address of the site; `*` stands for anything."""
        self.page.wait_for_url(self.site + path)

    def link(self, words):
        """Follow the first link with exactly these words inside the page, not its header."""
        self.page.locator("main").get_by_role("link", name=words, exact=True).first.click()

    def press(self, words):
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    def read(self, words):
        """Wait until these words can be read; else say what can."""
        try:
            self.page.get_by_text(words).locator("visible=true").first.wait_for()
        except WaitedInVain:
            shown = " ".join(self.page.locator("body").inner_text().split())
            raise AssertionError(f"“{words}” is not on {self.page.url}, which says: {shown[:2000]}") from None

    def solve(self):
        """Type what the picture shows, as the table knows it."""
        key = self.page.locator("[name=captcha_0]").input_value()
        self.page.locator("[name=captcha_1]").fill(CaptchaStore.objects.get(hashkey=key).response)

    def sign_in(self, door, account, password):
        """Through one of the doors with account, password and picture code."""
        self.go(door)
        self.page.get_by_label("账号", exact=True).fill(account)
        self.page.get_by_label("密码", exact=True).fill(password)
        self.solve()
        self.press("登录")

    def enter(self, actor):
        """Be signed in as `actor`, without the door."""
        session = sign_in(Client(), actor).cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])
        return self

    def sign_out(self):
        self.page.locator("[data-sign-out] button").locator("visible=true").first.click()
        self.page.wait_for_load_state()

    def leave(self):
        """Close the browser; returns what was wrong with the pages, nothing if all was well."""
        self.context.close()
        return self.faults

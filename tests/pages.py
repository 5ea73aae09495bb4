"""What tests ask of a page in Chromium: is it ready, and does axe find anything."""

import hashlib
import re
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

# Differs from page to page without being seen by axe: numbers, identifiers, tokens, addresses of pictures.
PASSING = re.compile(r'(?:value|src|href|action|nonce)="[^"]*"|\d+')
# Only what is wrong is gathered: the proofs of what is right take most of the time.
ASK = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map((rule) => [rule.id, rule.nodes[0].html]);
}"""
# No rule of our style sheets tells it from 390 px: only whether anything sticks out is asked there.
NARROW = 360
_judged: set[str] = set()


def wait_until(page, expression, seconds=30):
    """Wait until a JavaScript expression is true; the policy of our pages forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not holds(page, expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def holds(page, expression):
    """Whether it is true just now; between two pages nothing is."""
    try:
        return page.evaluate(expression)
    except Error:
        return False


def drag(page, name, onto):
    """Take the row called `name` by its grip and put it onto another."""
    start = page.locator("li", has_text=name).locator(".gx-grip").bounding_box()
    end = page.locator("li", has_text=onto).locator(".gx-grip").bounding_box()
    page.mouse.move(start["x"] + 12, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 12, end["y"] + 20, steps=8)
    page.mouse.move(end["x"] + 12, end["y"] + 6, steps=4)
    page.mouse.up()


def faults(page) -> list[tuple[str, str]]:
    """Every violation on the page as it stands, as (rule, first element).

    The same page in the same width is judged once in each process.
    """
    look = f"{page.viewport_size['width']} {PASSING.sub('', page.content())}"
    digest = hashlib.sha256(look.encode()).hexdigest()
    if digest in _judged:
        return []
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = [tuple(fault) for fault in page.evaluate(ASK)]
    if not found:
        _judged.add(digest)
    return found

"""What tests ask of a page in Chromium: is it ready, and does axe find anything."""

import hashlib
import re
import time

from axe_playwright_python.sync_playwright import Axe

# Differs from page to page without being seen by axe: numbers, identifiers, tokens, addresses of pictures.
PASSING = re.compile(r'(?:value|src|href|action|nonce)="[^"]*"|\d+')
# Only what is wrong is gathered: the proofs of what is right take most of the time.
OPTIONS = {"resultTypes": ["violations"]}
_judged: set[str] = set()


def wait_until(page, expression, seconds=30):
    """Wait until a JavaScript expression is true; the policy of our pages forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def faults(page) -> list[tuple[str, str]]:
    """Every violation on the page as it stands, as (rule, first element).

    The same page in the same width is judged once in each process.
    """
    look = f"{page.viewport_size['width']} {PASSING.sub('', page.content())}"
    digest = hashlib.sha256(look.encode()).hexdigest()
    if digest in _judged:
        return []
    found = Axe().run(page, options=OPTIONS).response["violations"]
    if not found:
        _judged.add(digest)
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]

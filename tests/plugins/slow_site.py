"""Makes the site that Chromium visits slow in one way, so that a test that does not wait fails every time.

Run with `-m browser -p tests.plugins.slow_site`; the environment variable SLOW says what is late:
`page` (first bytes at once, then the two halves of the body), `script`, `fetch` (what scripts ask for) or
`answer` (every answer that is no file).
"""

import os
import time
from wsgiref.simple_server import WSGIServer

import pytest

WAYS = ("page", "script", "fetch", "answer")
SECONDS = 0.7
FIRST = 60


class SlowApplication:
    """A WSGI application whose answers come late in the way that `late` names."""

    def __init__(self, application, late):
        self.application, self.late = application, late

    def __call__(self, environ, start_response):
        kind = ""

        def start(status, headers, *rest):
            nonlocal kind
            kind = dict(headers).get("Content-Type", "")
            return start_response(status, headers, *rest)

        path = environ["PATH_INFO"]
        if self.late == "answer" and not path.startswith(("/static/", "/media/")):
            time.sleep(SECONDS)
        answer = self.application(environ, start)
        fetched = environ.get("HTTP_SEC_FETCH_DEST") == "empty"
        if self.late == "page" and kind.startswith("text/html") and not fetched:
            return Late(answer, halves=True)
        if (self.late == "script" and path.endswith(".js")) or (self.late == "fetch" and fetched):
            return Late(answer)
        return answer


class Late:
    """The body of an answer, late."""

    def __init__(self, body, *, halves=False):
        self.body, self.halves = body, halves

    def __iter__(self):
        if not self.halves:
            time.sleep(SECONDS)
            yield from self.body
            return
        content = b"".join(self.body)
        middle = len(content) // 2
        for start, end in ((0, FIRST), (FIRST, middle), (middle, None)):
            yield content[start:end]
            time.sleep(SECONDS / 2)

    def close(self):
        getattr(self.body, "close", lambda: None)()


def pytest_configure():
    late = os.environ.get("SLOW")
    if late not in WAYS:
        raise pytest.UsageError(f"SLOW must be one of {', '.join(WAYS)}")
    set_app = WSGIServer.set_app
    WSGIServer.set_app = lambda server, app: set_app(server, SlowApplication(app, late))

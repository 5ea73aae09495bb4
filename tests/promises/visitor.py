"""Somebody with a browser without scripts: keeps cookies, posts forms, and remembers every answer."""

import http.client
import re
import secrets
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.factories.accounts import sign_in

FORM = "application/x-www-form-urlencoded"
# The server closes a line that rests for five seconds; a browser then opens a new one.
IDLE = 3
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 stands for a connection that was cut."""

    path: str
    status: int
    location: str = ""
    page: str = ""

    @property
    def title(self):
        """The title of the page."""
        found = TITLE.search(self.page)
        return found.group(1).strip() if found else ""


def session_of(actor):
    """The session key of a person who is signed in, without the sign-in page."""
    return sign_in(Client(), actor).cookies[settings.SESSION_COOKIE_NAME].value


class Visitor:
    """One browser; `address` is what the proxy says of it, `seen` every answer in order."""

    def __init__(self, port, *, session="", address=""):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.secret = secrets.token_hex(16)
        self.cookies = {"csrftoken": self.secret} | ({"sessionid": session} if session else {})
        self.address = (
            address or f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{secrets.randbelow(250)}"
        )
        self.seen, self.used_at = [], time.monotonic()

    def close(self):
        """Close the browser."""
        self.line.close()

    def get(self, path):
        """Open an address."""
        return self._ask("GET", path)

    def post(self, path, data, *, files=False):
        """Send a form; with `files` the values may be open files."""
        data = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **data}
        if files:
            return self._ask("POST", path, encode_multipart(BOUNDARY, data), MULTIPART_CONTENT)
        return self._ask("POST", path, urlencode(data, doseq=True), FORM)

    def _ask(self, method, path, body=None, kind=""):
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": self.address,
            **({"Content-Type": kind} if kind else {}),
        }
        if time.monotonic() - self.used_at > IDLE:
            self.line.close()
        self.used_at = time.monotonic()
        try:
            self.line.request(method, path, body, headers)
            response = self.line.getresponse()
            page = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.line.close()
            answer = Answer(path, 0)
        else:
            self._keep(response)
            answer = Answer(path, response.status, response.getheader("Location", ""), page)
        self.seen.append(answer)
        return answer

    def _keep(self, response):
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}

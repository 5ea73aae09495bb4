"""One signed POST to a provider: no redirects, no retries, an answer within ten seconds or none."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
LONGEST_ANSWER = 64 * 1024


class ProviderFault(Exception):
    """The provider is out of order for now; str() is its code or status, never what was sent."""


def host_of(endpoint: str) -> str:
    """Host and port of an address such as https://dysmsapi.aliyuncs.com, as the Host header says it."""
    return urlsplit(endpoint).netloc


def post(endpoint: str, path: str, headers: dict[str, str], body: bytes = b"") -> dict:
    """Send the request and return the JSON object of the answer, whatever its status.

    Raises:
        ProviderFault: the answer is broken or no JSON object.
        OSError: no connection, or no answer in time.
    """
    parts = urlsplit(endpoint)
    connect = HTTPConnection if parts.scheme == "http" else HTTPSConnection
    line = connect(parts.netloc, timeout=TIMEOUT_SECONDS)
    try:
        line.request("POST", path, body=body, headers=headers)
        response = line.getresponse()
        return _object(response.read(LONGEST_ANSWER), response.status)
    except HTTPException as broken:
        raise ProviderFault(type(broken).__name__) from None
    finally:
        line.close()


def _object(answer: bytes, status: int) -> dict:
    try:
        found = json.loads(answer)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderFault(f"HTTP {status}")
    return found

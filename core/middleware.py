"""Middleware of the kernel: the request's context, and refusals that no view took up."""

import codecs
import uuid
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError

from core.context import RequestContext, current
from core.errors import Busy, Refused
from core.http import render_refusal, wrong_method

LONGEST_AGENT = 300
# lock_not_available, query_canceled (statement time-out), deadlock_detected, serialization_failure
BUSY_CODES = {"55P03", "57014", "40P01", "40001"}


def client_ip(request) -> str | None:
    """The address the limits and the log see: the peer, or what our own proxies say of it.

    Each trusted proxy appends one address to X-Forwarded-For; with n of them the n-th from the right was
    written by our own, everything before it by whoever asks.
    """
    proxies = settings.TRUSTED_PROXY_COUNT
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    told = hops[-proxies].strip() if proxies and len(hops) >= proxies else ""
    return _address(told) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


class RequestContextMiddleware:
    """Gives each request an id, answers with it, and keeps address and id where audit and logs find them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = uuid.uuid4().hex
        request.client_ip = client_ip(request)
        agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
        asked = RequestContext(ip=request.client_ip, request_id=request.request_id, agent=agent)
        token = current.set(asked)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response["X-Request-ID"] = request.request_id
        return response


class LegibleMiddleware:
    """Answers, as pages, what no view can read: a NUL in the address, a form in some other encoding than
    UTF-8, and a method the view does not know."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", "") or not _is_utf8(request.encoding):
            raise BadRequest("the address or the form cannot be read")
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return wrong_method(response)
        return response


def _is_utf8(name: str | None) -> bool:
    return name is None or codecs.lookup(name).name == "utf-8"


class RefusalMiddleware:
    """Turns a refusal that left the view into its page, and a lock held too long into 正在处理."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render_refusal(request, exception)
        if isinstance(exception, OperationalError) and _sql_state(exception) in BUSY_CODES:
            return render_refusal(request, Busy())
        return None


def _sql_state(exception) -> str | None:
    return getattr(exception.__cause__, "pgcode", None)

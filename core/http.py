"""Answers that refuse: a page of our design with the right status; they need neither database nor session."""

from django.http import HttpResponse
from django.template import loader

from core.context import current
from core.errors import Refused, TooMany

TEMPLATES = {405: "405.html", 413: "413.html", 429: "429.html"}


def render_refusal(request, refusal: Refused) -> HttpResponse:
    """The page for a refusal that no form took up: its sentence and its status."""
    if isinstance(refusal, TooMany):
        return too_many(request, str(refusal), refusal.retry_after)
    return refusal_page(refusal.status, sentence=str(refusal), busy=refusal.status == 503)


def too_large(request, sentence: str) -> HttpResponse:
    """413 with a sentence that says what is allowed."""
    return refusal_page(413, sentence=sentence)


def wrong_method(refused: HttpResponse) -> HttpResponse:
    """405 as a page, with the methods that are allowed."""
    response = refusal_page(405)
    response["Allow"] = refused["Allow"]
    return response


def too_many(request, sentence: str, retry_after: int) -> HttpResponse:
    """429; `retry_after` in seconds."""
    response = refusal_page(429, sentence=sentence, retry_after=retry_after)
    response["Retry-After"] = str(retry_after)
    return response


def error_number(status: int) -> str:
    """What a person reads out on the phone: the status and the first six signs of the request id."""
    request_id = current.get().request_id
    return f"{status}-{request_id[:6].upper()}" if request_id else ""


def refusal_page(status: int, **context) -> HttpResponse:
    """The page that fits a refusal with `status`."""
    return error_page(status, TEMPLATES.get(status, "core/refused.html"), **context)


def error_page(status: int, template: str, **context) -> HttpResponse:
    """Render one error template without a request."""
    body = loader.render_to_string(template, {"error_number": error_number(status), **context})
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})

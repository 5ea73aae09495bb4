"""Error pages say what happened, why, and what to do; they need neither database nor session."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, path

from core.http import too_large, too_many
from gxzc import errors, urls


def explode(request):
    raise RuntimeError("a fault of ours")


def forbid(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def read(request):
    return HttpResponse(request.POST.get("text", ""))


urlpatterns = [
    path("read/", read),
    path("explode/", explode),
    path("forbid/", forbid),
    path("suspect/", suspect),
    path("", lambda request: None),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
HERE = __name__


@pytest.fixture
def bare(settings):
    """No session, no actor, no database: only what carries the request id and catches errors."""
    settings.ROOT_URLCONF = HERE
    settings.MIDDLEWARE = ["core.middleware.RequestContextMiddleware"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspect/", 400, "没能看懂"),
        ("/forbid/", 403, "不在您现在的身份"),
        ("/nowhere/", 404, "找不到这个页面"),
        ("/explode/", 500, "系统出了点问题"),
    ],
)
def test_each_error_has_its_page(bare, address, status, heading):
    answer = bare.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert heading in page
    assert "0771-5505013" in page
    assert f"{status}-{answer['X-Request-ID'][:6].upper()}" in page
    assert 'href="/"' in page
    assert "<script src" not in page.replace("early.js", "") or "main.js" not in page


def test_the_500_page_comes_even_when_templates_are_broken(bare, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    answer = bare.get("/explode/")
    assert answer.status_code == 500
    assert "不是您的操作引起的" in answer.content.decode()


def test_the_url_map_names_all_four_handlers():
    for status, view in (
        (400, errors.bad_request),
        (403, errors.permission_denied),
        (404, errors.page_not_found),
        (500, errors.server_error),
    ):
        assert get_resolver("gxzc.urls").resolve_error_handler(status) is view


def test_too_large_says_what_is_allowed():
    answer = too_large(RequestFactory().post("/"), "这张图 32 MB，超过 20 MB")
    assert answer.status_code == 413
    assert "这张图 32 MB，超过 20 MB" in answer.content.decode()


def test_too_many_says_when_to_come_back():
    answer = too_many(RequestFactory().get("/"), "查询太频繁", 90)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "90"
    assert "请约 90 秒后再试" in answer.content.decode()


def test_an_expired_form_is_explained(bare, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.csrf.CsrfViewMiddleware"]
    answer = Client(enforce_csrf_checks=True).post("/explode/")
    assert answer.status_code == 403
    assert "这张表单已经过期" in answer.content.decode()


def test_more_text_than_we_read_is_413(bare, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = bare.post("/read/", {"text": "长" * 100}, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "一次提交的文字太多了" in answer.content.decode()

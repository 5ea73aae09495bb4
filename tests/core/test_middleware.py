"""Each request has an id and an address; a refusal becomes a page, a long lock 正在处理."""

import uuid
from threading import Event, Thread
from time import monotonic

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, connections, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.http import require_safe

from core import http
from core.context import current, set_person
from core.errors import Busy, Refused, Stale, TooMany
from core.middleware import RequestContextMiddleware, client_ip
from core.models import SealerMark

REFUSALS = {
    "refused": Refused("单位已出具审核意见，不可撤回。"),
    "stale": Stale(3),
    "busy": Busy(),
    "many": TooMany("查询太频繁。", retry_after=42),
}


@login_not_required
def refuse(request, which):
    raise REFUSALS[which]


@login_not_required
def lock(request):
    with transaction.atomic():
        SealerMark.objects.select_for_update().get()
    return HttpResponse("free")


@login_not_required
def broken(request):
    raise ZeroDivisionError


@login_not_required
def tell(request):
    asked = current.get()
    return HttpResponse(f"{asked.ip} {asked.request_id}")


urlpatterns = [
    path("refuse/<which>/", refuse),
    path("lock/", lock),
    path("broken/", broken),
    path("tell/", tell),
    path("only-read/", require_safe(tell)),
]


@pytest.fixture
def site(client, settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        "core.middleware.RequestContextMiddleware",
        "django.middleware.common.CommonMiddleware",
        "core.middleware.RefusalMiddleware",
    ]
    return client


@pytest.mark.parametrize(
    ("which", "status", "sentence"),
    [
        ("refused", 409, "单位已出具审核意见，不可撤回。"),
        ("stale", 409, "这份内容刚刚在别的窗口保存过，请对照后再保存。"),
        ("busy", 503, "正在处理，请稍候再试。"),
        ("many", 429, "查询太频繁。"),
    ],
)
def test_a_refusal_no_view_took_up_is_a_page(site, which, status, sentence):
    answer = site.get(f"/refuse/{which}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert answer["X-Request-ID"][:6].upper() in page
    assert "no-store" in answer["Cache-Control"]
    assert answer.get("Retry-After") == ("42" if which == "many" else None)


def test_too_large_is_a_page():
    answer = http.too_large(RequestFactory().get("/"), "每张照片不超过 20 MB。")
    assert answer.status_code == 413
    assert "每张照片不超过 20 MB。" in answer.content.decode()


def test_a_sentence_is_text_and_never_markup(rf):
    answer = http.render_refusal(rf.get("/"), Refused("<script>alert(1)</script>"))
    assert "<script>alert" not in answer.content.decode()


def test_a_fault_of_ours_is_no_refusal(site):
    with pytest.raises(ZeroDivisionError):
        site.get("/broken/")


def test_a_long_lock_says_it_is_being_worked_on_within_five_seconds(site, transactional_db):
    SealerMark.objects.create(pk=1, ran_at="2026-01-01T00:00Z", horizon=1)
    held, leave = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                SealerMark.objects.select_for_update().get()
                held.set()
                leave.wait(20)
        finally:
            connections.close_all()

    thread = Thread(target=hold)
    thread.start()
    try:
        assert held.wait(10)
        started = monotonic()
        answer = site.get("/lock/")
        waited = monotonic() - started
    finally:
        leave.set()
        thread.join()
    assert answer.status_code == 503
    assert "正在处理" in answer.content.decode()
    assert waited < 5
    assert site.get("/lock/").content == b"free"


def test_a_statement_that_takes_too_long_is_busy_and_a_wrong_one_a_fault(site, transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        try:
            with pytest.raises(Exception, match="statement timeout") as slow:
                cursor.execute("SELECT pg_sleep(1)")
            with pytest.raises(Exception, match="nowhere") as wrong:
                cursor.execute("SELECT * FROM nowhere")
        finally:
            cursor.execute("SET statement_timeout = 0")
    REFUSALS.update(slow=slow.value, wrong=wrong.value)
    assert site.get("/refuse/slow/").status_code == 503
    with pytest.raises(type(wrong.value)):
        site.get("/refuse/wrong/")


def test_the_context_lasts_as_long_as_the_request(site):
    one, two = (site.get("/tell/", REMOTE_ADDR="203.0.113.7") for _ in range(2))
    assert one.content.decode() == f"203.0.113.7 {one['X-Request-ID']}"
    assert one["X-Request-ID"] != two["X-Request-ID"]
    assert current.get().request_id == ""


def test_a_request_id_from_outside_is_not_taken(site):
    answer = site.get("/tell/", headers={"X-Request-ID": "forged\r\nline"})
    assert "forged" not in answer["X-Request-ID"]


def test_the_person_is_added_to_the_running_context(rf):
    before = current.get()
    person = uuid.uuid4()
    seen = []

    def view(request):
        set_person(person, "employer")
        seen.append(current.get())
        return HttpResponse()

    RequestContextMiddleware(view)(rf.get("/", REMOTE_ADDR="203.0.113.7"))
    assert (seen[0].user_id, seen[0].capacity, seen[0].ip) == (str(person), "employer", "203.0.113.7")
    assert current.get() == before


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "seen"),
    [
        (0, "198.51.100.1", "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (1, "10.9.9.9, 198.51.100.1", "127.0.0.1", "198.51.100.1"),
        (2, "10.9.9.9, 198.51.100.1, 192.0.2.1", "127.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7", "203.0.113.7"),
        (1, "nonsense'--", "203.0.113.7", "203.0.113.7"),
        (1, "", "203.0.113.7", "203.0.113.7"),
        (1, "2001:db8::1", "127.0.0.1", "2001:db8::1"),
        (0, "", "", None),
    ],
)
def test_whose_address_is_believed(rf, settings, proxies, forwarded, peer, seen):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_ip(rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})) == seen


@pytest.fixture
def legible(site, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "core.middleware.LegibleMiddleware"]
    return site


def test_an_unknown_method_gets_a_page_and_what_is_allowed(legible):
    answer = legible.delete("/only-read/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "这个网址不能这样打开" in answer.content.decode()


def test_a_nul_in_the_address_is_400(legible):
    assert legible.get("/tell/?q=a").status_code == 200
    assert legible.get("/tell/?q=%00").status_code == 400


@pytest.mark.parametrize(
    ("charset", "status"),
    [("utf-8", 200), ("UTF8", 200), ("nonsense", 200), ("gbk", 400), ("rot13", 400), ("unicode_escape", 400)],
)
def test_only_forms_in_utf_8_are_read(legible, charset, status):
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    answer = legible.generic("POST", "/tell/", b"a=1", content_type=kind)
    assert answer.status_code == status

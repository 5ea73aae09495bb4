"""The public look-up: what is found, what is shown of it, and that nothing else is."""

import dataclasses
import re
from io import BytesIO

import pytest
import segno
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from certificates.enums import CertificateState as S
from certificates.models import CertificateEvent, CertificateView
from certificates.services.counting import view_count
from certificates.services.numbering import SequenceKey, certificate_number
from tests.factories.accounts import make_user
from tests.factories.certificates import make_certificate, make_issuing_office, make_legacy, make_pending
from verification.services.results import PublicResult

pytestmark = pytest.mark.django_db

B28 = {
    "holder",
    "id_number",
    "certificate_number",
    "series",
    "level",
    "title",
    "specialty",
    "granting_body",
    "granted_on",
    "certified_on",
    "acquisition_method",
    "state",
    "timeline",
}


def text_of(answer):
    return answer.content.decode()


def values_of(context, kind):
    """Everything of a kind that any template of the page could read."""
    layers = [values for one in context for values in one.dicts]
    return [value for values in layers for value in values.values() if isinstance(value, kind)]


def number_of(serial):
    """A well-formed number of this year and of 钦州."""
    return certificate_number(SequenceKey(localdate().year, "0700", 3, "05"), serial)


def test_number_and_name_lead_to_the_certificate(ask):
    certificate = make_certificate()
    answer = ask(certificate.certificate_number, "韦春兰")
    assert answer.status_code == 200
    page = text_of(answer)
    for text in (
        "证书有效",
        "韦春兰",
        certificate.certificate_number,
        "工程系列",
        "中级",
        "工程师",
        "建筑施工",
        "转正定职",
        "钦州市职称改革工作领导小组办公室",
        "2026-09-28",
        "正常",
    ):
        assert text in page


def test_the_result_has_the_fields_of_decision_b28_and_no_other(ask, scan):
    certificate = make_certificate()
    for answer in (ask(certificate.certificate_number, "韦春兰"), scan(certificate.lookup_code)):
        assert {field.name for field in dataclasses.fields(PublicResult)} == B28
        assert isinstance(answer.context["result"], PublicResult)
        assert values_of(answer.context, models.Model) == []
        page = text_of(answer)
        for secret in (
            certificate.holder.id_number,
            certificate.control_number,
            str(certificate.public_id),
            str(certificate.holder.public_id),
        ):
            assert secret not in page


def test_the_id_number_shows_its_last_four_only(ask):
    certificate = make_certificate()
    page = text_of(ask(certificate.certificate_number, "韦春兰"))
    assert "**************" + certificate.holder.id_number[-4:] in page
    assert certificate.holder.id_number[:6] not in page


def test_the_form_shows_the_name_as_typed_and_the_code_a_masked_one(ask, scan):
    certificate = make_certificate(make_user(name="买买提·吐尔逊"))
    assert "买买提 • 吐尔逊" in text_of(ask(certificate.certificate_number, "买买提 • 吐尔逊"))
    page = text_of(scan(certificate.lookup_code))
    assert "买买提" not in page
    assert "买*****逊" in page


def test_a_number_of_the_years_before_is_found_with_its_month(ask):
    make_legacy("0833232", "韦春兰")
    page = text_of(ask(" ０833232 ", "韦 春 兰"))
    assert "证书有效" in page
    assert ">2008-07<" in page
    assert "2008-07-01" not in page


@pytest.mark.parametrize(
    ("state", "heading", "label"),
    [
        (S.NORMAL, "证书有效", "正常"),
        (S.VOID_REVIEW, "证书有效", "正常"),
        (S.ON_LOSS_NOTICE, "遗失公示中", "遗失公示中"),
        (S.VOIDED, "证书已作废", "已作废"),
        (S.RESTORE_REVIEW, "证书已作废", "已作废"),
        (S.SUPERSEDED, "证书已更正", "已更正"),
    ],
)
def test_each_state_has_its_band_and_an_open_request_stays_silent(ask, scan, state, heading, label):
    certificate = make_certificate(state=state)
    for answer in (ask(certificate.certificate_number, "韦春兰"), scan(certificate.lookup_code)):
        page = text_of(answer)
        assert f"<h1>{heading}</h1>" in page
        assert f"{label}</span>" in page
        assert "能再作为" not in page or state in {S.VOIDED, S.RESTORE_REVIEW}
        assert "审核中" not in page


def test_a_voided_certificate_says_since_when(scan):
    certificate = make_certificate(state=S.VOIDED)
    answer = scan(certificate.lookup_code)
    assert [line.label for line in answer.context["result"].timeline] == ["作废", "发行证书", "授予资格"]
    assert f"自 {localdate()} 起，这本证书不能再作为职称凭据使用" in text_of(answer)


def test_events_that_are_not_public_stay_out_of_the_timeline(scan):
    certificate = make_certificate(state=S.VOIDED)
    CertificateEvent.objects.filter(kind="voided").update(is_public=False)
    assert "作废" not in [line.label for line in scan(certificate.lookup_code).context["result"].timeline]


def test_a_pending_certificate_cannot_be_found(ask, scan):
    make_pending()
    assert "没有查到" in text_of(ask(number_of(1), "韦春兰"))
    answer = scan("A" * 22)
    assert answer.status_code == 404
    assert "没有查到" in text_of(answer)


def test_one_changed_character_of_the_code_shows_nothing(scan):
    code = make_certificate().lookup_code
    changed = ("B" if code[0] == "A" else "A") + code[1:]
    assert scan(changed).status_code == 404
    assert scan(code.swapcase()).status_code == 404
    assert not CertificateView.objects.exists()


def without_tokens(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_wrong_name_and_unknown_number_cannot_be_told_apart(ask):
    """The oracle: same body, same statements, whether the number exists or not."""
    certificate = make_certificate()
    unknown = number_of(99)
    pages, costs = [], []
    for number in (certificate.certificate_number, unknown):
        with CaptureQueriesContext(connection) as captured:
            answer = ask(number, "陆建国")
        assert answer.status_code == 200
        pages.append(without_tokens(text_of(answer)))
        costs.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured])
    assert pages[0] == pages[1]
    assert costs[0] == costs[1]
    assert not CertificateView.objects.exists()


@pytest.mark.parametrize(
    ("number", "office"),
    [(number_of(1), "钦州市职改办"), (number_of(1)[:14] + "0", "自治区职改办"), ("0833232", "自治区职改办")],
)
def test_nothing_found_says_which_office_to_ask(ask, number, office):
    make_issuing_office()
    make_issuing_office("000001", "450000", "自治区职改办", level="regional")
    page = text_of(ask(number, "韦春兰"))
    assert office in page
    assert "0771-5505013" in page


def test_each_result_raises_the_counter_by_one_and_a_miss_does_not(ask, scan):
    certificate = make_certificate()
    ask(certificate.certificate_number, "韦春兰")
    scan(certificate.lookup_code)
    ask(certificate.certificate_number, "陆建国")
    scan("A" * 22)
    assert view_count(certificate.holder) == 2
    assert sorted(CertificateView.objects.values_list("channel", flat=True)) == ["form", "scan"]


@pytest.mark.parametrize("method", ["head", "post", "put"])
def test_a_scan_is_a_get(client, method):
    certificate = make_certificate()
    answer = getattr(client, method)(reverse("verification:scan", args=[certificate.lookup_code]))
    assert answer.status_code == 405
    assert not CertificateView.objects.exists()


def test_public_pages_are_neither_cached_nor_indexed(ask, scan, client):
    certificate = make_certificate()
    answers = [
        ask(certificate.certificate_number, "韦春兰"),
        scan(certificate.lookup_code),
        scan("A" * 22),
        client.get(reverse("verification:lookup")),
        client.get(reverse("verification:receipt_check")),
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"certificate_number": ""}, "请填写证书编号。"),
        ({"holder_name": " "}, "请填写持证人姓名。"),
        ({"captcha_1": ""}, "请填写图中的验证码。"),
        ({"captcha_1": "x"}, "验证码不对或已过期"),
        ({"certificate_number": "1" * 41}, "40"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(ask, changes, sentence):
    certificate = make_certificate()
    answer = ask(changes.pop("certificate_number", certificate.certificate_number), "韦春兰", **changes)
    assert answer.status_code == 422
    page = text_of(answer)
    assert sentence in page
    assert "处需要修改" in page
    assert not CertificateView.objects.exists()
    if changes.get("holder_name", "韦春兰").strip():
        assert 'value="韦春兰"' in page


def test_a_captcha_serves_once(ask):
    certificate = make_certificate()
    fields = {"certificate_number": certificate.certificate_number, "holder_name": "韦春兰"}
    first = ask(*fields.values())
    used = {key: first.wsgi_request.POST[key] for key in ("captcha_0", "captcha_1")}
    assert ask(*fields.values(), **used).status_code == 422


@pytest.mark.parametrize(
    "typed", ["' OR 1=1 --", "<script>alert(1)</script>", "\x00", "🙂" * 20, "%s", "{{ 7 }}"]
)
def test_odd_input_is_a_miss_and_never_a_fault(ask, typed):
    make_certificate()
    assert ask(typed, typed).status_code in {200, 422}


def statements(captured):
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_a_scan_costs_three_statements(scan):
    """Limit, certificate with its events, view with its receipt."""
    certificate = make_certificate()
    with CaptureQueriesContext(connection) as captured:
        scan(certificate.lookup_code)
    assert len(statements(captured)) == 3


def test_a_scan_costs_the_same_for_one_event_and_for_many(scan):
    certificate = make_certificate()
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            scan(certificate.lookup_code)
        costs.append(len(captured))
        CertificateEvent.objects.bulk_create(
            CertificateEvent(certificate=certificate, kind="restored") for _ in range(25)
        )
    assert costs[0] == costs[1]


def test_the_qr_leads_to_the_public_page(client):
    code = make_certificate().lookup_code
    answer = client.get(reverse("verification:scan_qr", args=[code]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "style=" not in text_of(answer)
    expected = BytesIO()
    segno.make_qr(f"http://testserver/v/{code}/", error="m").save(
        expected, kind="svg", scale=4, border=2, title="查验地址二维码"
    )
    assert answer.content == expected.getvalue()


def test_reading_needs_no_redis(scan, ask, settings, client):
    """Nothing listens on port 1: the public pages answer as ever."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    certificate = make_certificate()
    assert scan(certificate.lookup_code).status_code == 200
    assert ask(certificate.certificate_number, "韦春兰").status_code == 200
    assert client.get(reverse("verification:lookup")).status_code == 200


def test_verification_is_said_not_to_be_open_yet(client):
    answer = client.get(reverse("verification:verification_notice"))
    assert answer.status_code == 200
    page = text_of(answer)
    assert "还没有在本平台开通" in page
    assert "中初级职称证书审验可咨询职称证书上授予单位(批准机关)具体办理流程。" in page
    entrance = client.get(reverse("accounts:entrance")).content.decode()
    assert f'href="{reverse("verification:verification_notice")}"' in entrance


@pytest.mark.parametrize("name", ["lookup", "receipt_check", "verification_notice"])
def test_pages_answer_head(client, name):
    assert client.head(reverse(f"verification:{name}")).status_code == 200


def test_asking_for_the_head_of_a_result_counts_nothing(client):
    certificate = make_certificate()
    assert client.head(reverse("verification:scan", args=[certificate.lookup_code])).status_code == 405
    assert not CertificateView.objects.exists()

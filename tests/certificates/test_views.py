"""证书管理: one's own certificates, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import actor_of
from certificates.services.counting import record_view
from certificates.services.verified import mark_verified
from tests.factories.accounts import actor_for, make_user, sign_in
from tests.factories.certificates import make_certificate, make_pending
from tests.factories.history import make_recorded, row_of

pytestmark = pytest.mark.django_db
LIST = "certificates:certificate_list"


def detail(certificate):
    return reverse("certificates:certificate_detail", args=[certificate.public_id])


def test_the_holder_sees_number_state_counter_and_public_page(client):
    certificate = make_certificate()
    record_view(certificate, "scan", receipt_number="CY-1")
    sign_in(client, actor_of(certificate.holder))
    page = client.get(reverse(LIST)).content.decode()
    for text in (certificate.certificate_number, "工程师", "工程系列", "正常", "2026-09-28", "转正定职"):
        assert text in page
    assert '证书共计被在线查验或浏览 <span class="num">1</span> 次' in page
    assert reverse("verification:scan", args=[certificate.lookup_code]) in page
    page = client.get(detail(certificate)).content.decode()
    assert certificate.control_number in page
    assert certificate.holder.id_number not in page
    assert certificate.holder.id_number[-4:] in page


def test_a_pending_certificate_shows_its_state_and_no_number(client):
    certificate = make_pending()
    sign_in(client, actor_of(certificate.holder))
    page = client.get(detail(certificate)).content.decode()
    assert "待发行" in page
    assert "发行后自动编号" in page


def test_without_certificates_the_page_says_what_will_come(client):
    sign_in(client, actor_of(make_user()))
    assert "您还没有证书" in client.get(reverse(LIST)).content.decode()


def test_a_stranger_gets_404(client):
    certificate = make_certificate()
    sign_in(client, actor_of(make_user(name="陆建国")))
    assert client.get(detail(certificate)).status_code == 404
    assert certificate.certificate_number not in client.get(reverse(LIST)).content.decode()


def test_anonymous_is_sent_to_sign_in(client):
    certificate = make_certificate()
    for address in (reverse(LIST), detail(certificate)):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("accounts:sign_in"))


def test_in_a_staff_capacity_the_pages_are_shut(client):
    certificate = make_certificate()
    sign_in(client, actor_for(certificate.holder, certificate.office))
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(detail(certificate)).status_code == 403


def test_nothing_is_changed_by_posting(client):
    certificate = make_certificate()
    sign_in(client, actor_of(certificate.holder))
    assert client.post(detail(certificate)).status_code == 405


def test_the_list_costs_the_same_for_one_and_for_many(client):
    holder = make_certificate().holder
    sign_in(client, actor_of(holder))
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(LIST)).status_code == 200
        costs.append(len(captured))
        for _ in range(24):
            make_certificate(holder)
    assert costs[0] == costs[1]


def test_a_certificate_of_the_years_before_says_whether_it_is_verified(client):
    holder = make_user(name="覃月娥", id_number=row_of(1).id_number)
    certificate = make_recorded(1, certificate_number="无", decree_number="钦职办〔2010〕1号")
    sign_in(client, actor_of(holder))
    for address in (reverse(LIST), detail(certificate)):
        page = client.get(address).content.decode()
        assert "未审验" in page
        assert "无编号" in page
        assert "还没有审验，别人暂时查不到它" in page
    assert "钦职办〔2010〕1号" in page
    mark_verified([certificate], actor=None)
    certificate.refresh_from_db()
    for address in (reverse(LIST), detail(certificate)):
        page = client.get(address).content.decode()
        assert "已审验" in page
        assert "未审验" not in page
        assert reverse("verification:scan", args=[certificate.lookup_code]) in page

"""A printed result can be checked by anybody, and a made-up one cannot pass."""

import pytest
from django.urls import reverse

from certificates.enums import CertificateState as S
from certificates.models import Certificate, CertificateView
from core.errors import Refused
from tests.factories.certificates import make_certificate
from verification.services.receipts import ALPHABET, check_code, check_receipt

pytestmark = pytest.mark.django_db
HERE = {"address": "198.51.100.7"}


@pytest.fixture
def receipt(scan):
    return scan(make_certificate().lookup_code).context["receipt"]


def check(client, number, code):
    data = {"receipt_number": number, "check_code": code}
    return client.post(reverse("verification:receipt_check"), data)


def test_the_page_carries_time_receipt_and_check_code(scan):
    answer = scan(make_certificate().lookup_code)
    page, receipt = answer.content.decode(), answer.context["receipt"]
    assert receipt.number in page
    assert receipt.check_code in page
    assert "证书查验凭据" in page
    row = CertificateView.objects.get()
    assert (row.receipt_number, row.at, row.state) == (receipt.number, receipt.at, S.NORMAL)


def test_a_receipt_is_confirmed_with_what_was_shown(client, receipt):
    answer = check(client, receipt.number, receipt.check_code)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "回执是真的" in page
    assert "当时证书状态为“正常”" in page
    assert "韦*兰" in page
    assert "韦春兰" not in page
    assert CertificateView.objects.count() == 1


@pytest.mark.parametrize("write", [str.lower, lambda t: t.replace("-", ""), lambda t: f" {t[:7]} {t[7:]} "])
def test_the_check_code_may_be_written_in_other_ways(client, receipt, write):
    assert check(client, receipt.number.lower(), write(receipt.check_code)).status_code == 200


def test_what_happened_since_is_said(client, receipt):
    Certificate.objects.update(state=S.VOIDED)
    page = check(client, receipt.number, receipt.check_code).content.decode()
    assert "当时证书状态为“正常”" in page
    assert "证书现在的状态已变为“已作废”" in page


def test_every_changed_character_is_found(client, receipt):
    code = receipt.check_code.replace("-", "")
    for place, letter in enumerate(code):
        other = ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)]
        with pytest.raises(Refused, match="没有查到这张回执"):
            check_receipt(receipt.number, code[:place] + other + code[place + 1 :], address=None)


def test_unknown_number_and_wrong_code_get_the_same_answer(client, receipt):
    wrong = check(client, receipt.number, "22222-22222")
    unknown = check(client, "CY-20260101-22222-22222", receipt.check_code)
    empty_code = check(client, "CY-20260101-22222-22222", "-")
    for answer in (wrong, unknown, empty_code):
        assert answer.status_code == 409
        assert "没有查到这张回执" in answer.content.decode()
        assert "回执是真的" not in answer.content.decode()


def test_a_code_belongs_to_one_receipt_and_state(receipt):
    row = CertificateView.objects.get()
    codes = {check_code(row)}
    for change in (
        {"state": S.VOIDED},
        {"certificate_version": 9},
        {"receipt_number": "CY-20260101-22222-22222"},
    ):
        changed = CertificateView.objects.get()
        for name, value in change.items():
            setattr(changed, name, value)
        codes.add(check_code(changed))
    assert len(codes) == 4


def test_trying_codes_is_stopped(client, receipt, settings):
    settings.LOOKUP_PER_ADDRESS = 1000
    statuses = [check(client, receipt.number, "22222-22222").status_code for _ in range(21)]
    assert statuses == [409] * 20 + [429]


def test_an_empty_form_says_what_is_missing(client):
    answer = check(client, "", "")
    assert answer.status_code == 422
    assert "请填写查验回执号。" in answer.content.decode()
    assert "请填写校验码。" in answer.content.decode()


def test_receipt_numbers_carry_the_day_and_differ(scan):
    certificate = make_certificate()
    numbers = {scan(certificate.lookup_code).context["receipt"].number for _ in range(5)}
    assert len(numbers) == 5
    assert all(number.startswith(f"CY-{CertificateView.objects.first().at:%Y}") for number in numbers)

"""Consent texts: agreed to at registration, asked again after a newer version, never changed in place."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import consent_texts
from accounts.models import Consent, ConsentText
from accounts.services import consents
from core.models import AuditEntry
from tests.accounts.test_registration import MOBILE, answers
from tests.factories.accounts import PASSWORD, actor_for, make_user, sign_in

TICKS = {"consent": "on", "sensitive_consent": "on"}
RENEW = "accounts:consent_renew"


@pytest.fixture
def loaded(db):
    consent_texts.load_consent_texts()


def newer(code="privacy"):
    return ConsentText.objects.create(code=code, version=2, body="# 新\n内容", in_force_on=date(2027, 1, 1))


def test_registration_notes_the_versions(loaded, texts, client, give_code):
    give_code("register", MOBILE)
    assert client.post(reverse("accounts:register"), answers()).url == "/my/"
    noted = Consent.objects.values_list("text__code", "text__version")
    assert set(noted) == {("agreement", 1), ("privacy", 1), ("sensitive", 1)}
    assert client.get("/my/").status_code == 200


def test_a_newer_version_is_asked_for_at_the_next_sign_in(loaded, client, sign_in_page, texts):
    user = make_user()
    consents.agree(user, actor=actor_for(user))
    newer()
    sign_in_page(user.mobile, PASSWORD)
    asked = client.get("/applications/")
    assert asked.url == f"{reverse(RENEW)}?next=%2Fapplications%2F"
    for name in ("accounts:entrance", "verification:lookup", "accounts:privacy"):
        assert client.get(reverse(name)).status_code == 200
    page = client.get(asked.url).content.decode()
    assert "第 2 版" in page
    assert "用户协议》第" not in page
    assert client.post(asked.url, {"consent": "on"}).status_code == 422
    assert client.get("/applications/").status_code == 302
    assert client.post(asked.url, TICKS).url == "/applications/"
    assert client.get("/applications/").status_code == 200
    assert Consent.objects.filter(user=user, text__version=2).count() == 1
    assert AuditEntry.objects.filter(event="accounts.consented").count() == 4


def test_agreeing_twice_notes_it_once(loaded):
    actor = actor_for()
    assert (consents.agree(actor.user, actor=actor), consents.agree(actor.user, actor=actor)) == (3, 0)
    assert Consent.objects.count() == 3


def test_everybody_reads_every_version(loaded, client):
    newer()
    page = reverse("accounts:consent_detail", args=["privacy"])
    assert "新" in client.get(page).content.decode()
    assert "我们收集哪些信息" in client.get(page, {"version": "1"}).content.decode()
    assert client.get(page, {"version": "9"}).status_code == 404
    assert client.get(reverse("accounts:consent_detail", args=["else"])).status_code == 404


def test_a_published_text_never_changes(loaded, monkeypatch, tmp_path):
    consent_texts.load_consent_texts()
    (tmp_path / "privacy-1.txt").write_text("2026-11-21\n改过", encoding="utf-8")
    monkeypatch.setattr(consent_texts, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="privacy-1"):
        consent_texts.load_consent_texts()


def test_the_privacy_page_lists_own_consents(loaded, client):
    actor = actor_for()
    consents.agree(actor.user, actor=actor)
    page = sign_in(client, actor).get(reverse("accounts:privacy")).content.decode()
    assert page.count("第 1 版") == 3

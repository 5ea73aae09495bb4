"""消息文本: only administrators of the regional office; look, try, save, restore."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from messaging.models import Delivery, MessageTemplate
from tests.factories.accounts import actor_for, make_office

pytestmark = pytest.mark.django_db
ARGS = ["application_submitted", "sms"]
EDIT, RESTORE = reverse("admin_portal:text_edit", args=ARGS), reverse("admin_portal:text_restore", args=ARGS)
BODY = "您的{kind}申报已成功提交。"


@pytest.fixture
def top(world):
    return make_office("000001", level="regional")


@pytest.fixture
def client(top, enter):
    return enter(actor_for(house=top, role=Role.ADMIN))


def stored():
    return MessageTemplate.objects.get(code=ARGS[0], channel=ARGS[1])


def test_others_do_not_get_in(world, top, enter):
    for actor in (world.admin, actor_for(house=top)):
        for url in (EDIT, reverse("admin_portal:text_list")):
            assert enter(actor).get(url).status_code == 403
        assert enter(actor).post(RESTORE).status_code == 403


def test_a_preview_shows_samples_and_changes_nothing(client):
    page = client.post(EDIT, {"body": BODY * 6, "version": 1, "preview": "1"})
    assert page.status_code == 200
    assert "您的职称认定申报已成功提交。" in page.content.decode()
    assert "按 2 条短信" in page.content.decode()
    assert not stored().is_edited


def test_saving_and_restoring(client):
    assert client.post(EDIT, {"body": BODY, "version": 1, "provider_code": "SMS_1"}).status_code == 302
    assert (stored().body, stored().provider_code) == (BODY, "SMS_1")
    page = client.get(EDIT).content.decode()
    assert "修改记录" in page
    assert "恢复默认" in page
    assert client.post(EDIT, {"body": "过时的保存。", "version": 1}).status_code == 409
    answer = client.post(EDIT, {"body": "改了正文。", "version": 2, "provider_code": "SMS_1"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"provider_code"}
    assert client.post(RESTORE, {"version": 2}).status_code == 302
    assert not stored().is_edited
    assert client.post(RESTORE, {"version": 3}).status_code == 409


@pytest.mark.parametrize("body", ["", "您的{kind申报", "您的{id_number}申报", "长" * 501])
def test_a_bad_text_is_refused_at_its_field(client, body):
    page = client.post(EDIT, {"body": body, "version": 1})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"body"}
    assert not stored().is_edited


def test_a_code_keeps_its_code(client):
    url = reverse("admin_portal:text_edit", args=["code_sms", "sms"])
    assert client.post(url, {"body": "验证码已发送。", "version": 1}).status_code == 422


def test_a_trial_comes_to_oneself(client):
    page = client.post(EDIT, {"body": BODY, "version": 1, "trial": "1"})
    assert page.status_code == 200
    assert Delivery.objects.get().body == "您的职称认定申报已成功提交。"
    assert not stored().is_edited
    for _ in range(10):
        page = client.post(EDIT, {"body": BODY, "version": 1, "trial": "1"})
    assert page.status_code == 429


def test_an_unknown_text_is_not_found(client):
    assert client.get(reverse("admin_portal:text_edit", args=["nothing", "sms"])).status_code == 404

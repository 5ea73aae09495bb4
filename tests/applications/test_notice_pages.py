"""The board of notices for strangers, and what the pages of 遗失补办 show their applicant."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from applications import labels
from applications.enums import ApplicationState as S
from applications.models import Application, PublicNotice
from applications.notice_enums import NoticeState
from applications.services.loss import declared_facts
from tests.factories.accounts import sign_in
from tests.factories.original import ReplacementWorld, make_notice

BOARD = "/notices/"


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield ReplacementWorld()


@pytest.fixture
def world(one_world, db):
    return one_world


@pytest.fixture
def me(client, world):
    return sign_in(client, world.applicant)


def page(name, application, *args):
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def told(answer):
    return answer.content.decode()


def test_the_board_shows_what_runs_with_masked_names(client, world):
    running = make_notice(world, holder_name="韦春兰", name_key="韦春兰")
    make_notice(world, NoticeState.WITHDRAWN, holder_name="陆小凤", certificate_number="0099001")
    answer = client.get(BOARD)
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert "韦*兰" in told(answer)
    assert "韦春兰" not in told(answer)
    assert "0099001" not in told(answer)
    assert "0099001" in told(client.get(f"{BOARD}?ended=1"))
    one = told(client.get(reverse("applications:notice_detail", args=[running.public_id])))
    assert "韦春兰" not in one
    assert world.office.name in one
    assert running.granting_body in one


@pytest.mark.parametrize("words", ["韦春兰", " 0833232 ", "０８３３２３２"])
def test_a_notice_is_found_by_the_whole_number_or_name(words, client, world):
    make_notice(world, holder_name="韦春兰", name_key="韦春兰")
    assert "韦*兰" in told(client.post(BOARD, {"words": words}))
    assert "没有查到公示" in told(client.post(BOARD, {"words": words.strip()[:-1]}))


def test_invisible_signs_find_nobody(client, world):
    make_notice(world, certificate_number="", holder_name="韦春兰", name_key="韦春兰")
    answer = client.post(BOARD, {"words": "\u200b\ufeff"})
    assert answer.status_code == 422
    assert "韦*兰" not in told(answer)
    assert not PublicNotice.objects.found_by("\u2060").exists()


def test_the_board_goes_on_over_pages(client, world):
    for n in range(23):
        make_notice(world, certificate_number=f"{7700 + n}")
    first = client.get(BOARD)
    assert "共 23 条" in told(first)
    following = first.context["page"].next_cursor
    assert len(client.get(BOARD, {"cursor": following}).context["page"].rows) == 3


def test_start_page_and_first_section_say_what_the_manual_says(me, world):
    application = world.draft()
    for address in (
        "/applications/create/?kind=replacement",
        page("section_edit", application, "loss"),
    ):
        answer = me.get(address, follow=True)
        for paragraph in labels.LOSS_INTRO:
            assert paragraph in told(answer)


def test_saving_the_first_section_leads_to_the_declaration(me, world):
    application = world.draft()
    world.upload(application, "loss", "portrait")
    data = world.loss() | {"version": 0, "after": "stay"}
    answer = me.post(page("section_edit", application, "loss"), data)
    assert answer.url == page("application_confirm", application, "declare_loss")
    text = told(me.get(answer.url))
    assert labels.LOSS_DECLARATION in text
    assert all(part in text for part in (labels.LOSS_CONFIRM_TITLE, labels.LOSS_CONFIRM_HEADING))
    application.refresh_from_db()
    for label, value in declared_facts(application):
        assert f"<dt>{label}</dt>" in text
        assert value in text
    assert len(declared_facts(application)) == 7
    assert application.state == S.DRAFT
    answer = me.post(page("application_transition", application, "declare_loss"), follow=True)
    assert "遗失公示中" in told(answer)
    assert "撤销申请" in told(answer)
    assert Application.objects.get().state == S.LOSS_NOTICE


def test_what_another_window_changed_is_not_declared_unread(me, world):
    application = world.first_section()
    address = page("application_confirm", application, "declare_loss")
    seen = dict(re.findall(r'name="(version|read)" value="(\w+)"', told(me.get(address))))
    world.save(application, "loss", world.loss(**world.typed(certificate_number="0066112")))
    declare = page("application_transition", application, "declare_loss")
    answer = me.post(declare, seen)
    assert answer.status_code == 409
    assert labels.LOSS_CHANGED in told(answer)
    assert not PublicNotice.objects.exists()
    seen = dict(re.findall(r'name="(version|read)" value="(\w+)"', told(me.get(address))))
    assert me.post(declare, seen).status_code == 302
    assert PublicNotice.objects.get().certificate_number == "0066112"


def test_a_locked_section_is_read_not_written(me, world):
    text = told(me.get(page("section_edit", world.awaiting(), "loss")))
    assert labels.LOSS_SETTLED in text
    assert 'id="section-form"' not in text
    assert "0777-2838125" in text
    assert labels.OFFICE_LABEL in text


def test_without_a_notice_the_check_page_says_why(me, world):
    application = world.first_section()
    assert labels.LOSS_TOO_EARLY in told(me.get(page("application_check", application)))
    assert "报送职改办" in told(me.get("/applications/?kind=replacement"))


def test_giving_up_is_asked_once_more(me, world):
    application = world.on_notice()
    assert "是否撤销申请?" in told(me.get(page("application_confirm", application, "give_up")))
    answer = me.post(page("application_transition", application, "give_up"), follow=True)
    assert "您的遗失补办申请已撤销" in told(answer)
    assert "已撤回" in told(me.get(page("application_progress", application)))
    PublicNotice.objects.update(starts_on="2026-11-20", ends_on="2027-01-04", is_estimate=True)
    notice = PublicNotice.objects.get()
    taken_back = f"2026-11-20 起，{timezone.localdate():%Y-%m-%d} 撤回"
    for address in (
        page("application_progress", application),
        reverse("applications:notice_detail", args=[notice.public_id]),
        f"{BOARD}?ended=1",
    ):
        assert taken_back in told(me.get(address))
        assert "待定" not in told(me.get(address))
    for address in ("/office/loss-notices/?tab=closed", f"/office/loss-notices/{application.public_id}/"):
        assert taken_back in told(sign_in(Client(), world.officer).get(address))


def test_the_public_look_up_reads_the_loss(client, world):
    world.on_notice()
    world.original.refresh_from_db()
    answer = client.get(reverse("verification:scan", args=[world.original.lookup_code]))
    assert "遗失公示中" in told(answer)


def test_the_office_writes_an_objection_down_and_decides_it(client, world):
    application = world.on_notice()
    browser = sign_in(client, world.officer)
    assert world.applicant.user.name in told(browser.get("/office/loss-notices/"))
    one = reverse("admin_portal:loss_notice_detail", args=[application.public_id])
    assert "登记异议" in told(browser.get(one))
    move = reverse("admin_portal:loss_notice_transition", args=[application.public_id, "record_objection"])
    refused = browser.post(move, {"opinion": "有异议", "version": application.version})
    assert refused.status_code == 422
    assert "有异议" in told(refused)
    assert "<title>有 1 处需要修改：" in refused.content.decode()
    data = {"objector_name": "覃海燕", "opinion": "证书没有遗失。", "version": application.version}
    assert "覃海燕" in told(browser.post(move, data, follow=True))
    assert world.applicant.user.name in told(browser.get("/office/loss-notices/?tab=objection"))
    late = sign_in(Client(), world.admin).post(move, data | {"objector_name": "赵大"})
    assert (late.status_code, 'value="赵大"' in late.content.decode()) == (409, True), "what was typed stays"
    application.refresh_from_db()
    uphold = reverse("admin_portal:loss_notice_transition", args=[application.public_id, "uphold_objection"])
    browser.post(uphold, {"opinion": "经核实，成立。", "version": application.version})
    application.refresh_from_db()
    assert application.state == S.GIVEN_UP
    assert "已撤回" in told(client.get(f"{BOARD}?ended=1"))


def test_moves_of_the_desk_are_not_made_among_the_notices(client, world):
    application = world.on_notice()
    address = reverse("admin_portal:loss_notice_transition", args=[application.public_id, "claim"])
    assert sign_in(client, world.officer).post(address).status_code == 404

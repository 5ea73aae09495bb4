"""遗失补办: the notice, what it keeps closed, and how it ends; the calendar decides, not the page."""

import datetime

import pytest
import time_machine
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.enums import EmployerState
from applications import labels
from applications.enums import ApplicationState as S
from applications.models import Application, NoticeObjection, PublicNotice
from applications.notice_enums import NoticeState
from applications.services import employer_merge, loss
from applications.services.cards import titles_road
from applications.services.check_rules import APPLICANT
from applications.services.checkup import checkup
from applications.services.completeness import outline
from applications.services.handover import open_cases_of
from applications.services.privacy import in_hands_of_others
from applications.services.road import history, steps
from applications.services.transitions import perform
from applications.tasks import end_notices
from catalogue.working_days import publish_year
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent
from core.errors import Refused
from core.workflow import AlreadyDone
from messaging.models import Message
from tests.factories.accounts import make_employer, sign_in
from tests.factories.applications import OPINION
from tests.factories.original import ReplacementWorld

SHANGHAI = "+08:00"
OBJECTION = {"objector_name": "覃海燕", "opinion": "这本证书没有遗失，在单位档案里。"}


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield ReplacementWorld()


@pytest.fixture
def lost(one_world, db):
    return one_world


def at(day, clock="12:00:00"):
    return time_machine.travel(datetime.datetime.fromisoformat(f"{day}T{clock}{SHANGHAI}"), tick=False)


def page(name, application, *args):
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def state_of(world):
    world.original.refresh_from_db()
    return world.original.state


def test_the_declaration_begins_a_notice_and_shows_the_loss(lost, client):
    with at("2026-11-20"):
        application = lost.on_notice()
    notice = application.notice
    assert application.state == S.LOSS_NOTICE
    assert (notice.starts_on, notice.ends_on) == (datetime.date(2026, 11, 20), datetime.date(2026, 11, 27))
    assert (notice.state, notice.is_estimate, notice.working_days) == (NoticeState.OPEN, False, 5)
    assert (notice.certificate_number, notice.title_path) == ("0833232", "工程系列/中级/工程师")
    assert state_of(lost) == CertificateState.ON_LOSS_NOTICE
    assert CertificateEvent.objects.filter(certificate=lost.original, kind="loss_noticed").exists()
    assert Message.objects.filter(recipient=lost.applicant.user, subject="遗失公示已开始").exists()


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-02-11", "2026-02-25"),
        ("2026-02-14", "2026-02-28"),
        ("2026-09-24", "2026-10-09"),
        ("2026-11-21", "2026-11-27"),
    ],
)
def test_the_second_section_opens_at_midnight_after_the_fifth_working_day(start, last, lost):
    with at(start, "00:00:00"):
        application = lost.on_notice()
    assert str(application.notice.ends_on) == last
    with at(last, "23:59:59"):
        assert loss.catch_up(application).state == S.LOSS_NOTICE
        assert end_notices() == 0
        with pytest.raises(Refused, match=labels.LOSS_TOO_EARLY):
            perform(application, "open_materials", actor=None)
    following = datetime.date.fromisoformat(last) + datetime.timedelta(days=1)
    with at(following, "00:00:00"):
        assert loss.catch_up(application).state == S.AWAITING_MATERIALS


def test_the_job_ends_each_notice_once_and_may_be_late(lost):
    application = lost.on_notice()
    lost.run_out(application)
    assert (end_notices(), end_notices()) == (1, 0)
    application.refresh_from_db()
    assert application.state == S.AWAITING_MATERIALS
    assert application.progress.filter(move="open_materials").count() == 1
    notice = PublicNotice.objects.get()
    assert (notice.state, bool(notice.closed_at)) == (NoticeState.ENDED, True)
    assert notice.period.endswith(f"至 {notice.ends_on}，已期满")
    assert state_of(lost) == CertificateState.ON_LOSS_NOTICE


def test_a_stopped_worker_hurts_nobody(lost, client):
    application = lost.on_notice()
    lost.run_out(application)
    answer = sign_in(client, lost.applicant).get(page("application_edit", application))
    assert answer.url == page("section_edit", application, "loss_attachments")
    application.refresh_from_db()
    assert application.state == S.AWAITING_MATERIALS


def test_a_year_nobody_has_published_opens_nothing_until_it_is(lost):
    with at("2026-12-29"):
        application = lost.on_notice()
    notice = application.notice
    assert notice.is_estimate
    assert str(notice.last_day).startswith("待定（预计 2027-01-")
    with at("2027-03-01"):
        assert loss.catch_up(application).state == S.LOSS_NOTICE
        publish_year(2027, [(datetime.date(2027, 1, 1), False, "元旦")], actor=lost.admin)
        notice.refresh_from_db()
        assert (str(notice.ends_on), notice.is_estimate) == ("2027-01-06", False)
        assert loss.catch_up(application).state == S.AWAITING_MATERIALS


@pytest.mark.parametrize(("wished", "kept"), [(3, 5), (7, 7)])
def test_a_level_may_ask_for_more_days_but_never_for_fewer(wished, kept, lost, settings):
    settings.LOSS_NOTICE_DAYS = {"intermediate": wished}
    assert lost.on_notice().notice.working_days == kept


POSTS = [
    ("section_edit", ("loss_attachments",), {"version": 0}),
    ("section_autosave", ("loss_attachments",), {"version": 0}),
    ("application_transition", ("submit",), {"commitment": "on"}),
]


@pytest.mark.parametrize(("name", "args", "data"), POSTS, ids=[post[0] for post in POSTS])
@pytest.mark.parametrize("stage", ["first_section", "on_notice"])
def test_before_the_notice_has_run_the_server_takes_no_materials(stage, name, args, data, lost, client):
    application = getattr(lost, stage)()
    answer = sign_in(client, lost.applicant).post(page(name, application, *args), data)
    assert answer.status_code == 409
    said = answer.json()["sentence"] if name == "section_autosave" else answer.content.decode()
    assert labels.LOSS_TOO_EARLY in said
    application.refresh_from_db()
    assert application.state in (S.DRAFT, S.LOSS_NOTICE)
    assert not application.answers.filter(section_key="loss_attachments", saved_at__isnull=False).exists()


def test_what_is_closed_until_then_bears_no_tick_and_leads_to_the_declaration(lost, client):
    application = lost.draft()
    browser = sign_in(client, lost.applicant)
    declaration = page("application_confirm", application, "declare_loss")

    def leads_on():
        places = page("application_check", application), page("section_edit", application, "loss_attachments")
        return {declaration in browser.get(place).content.decode() for place in places}

    assert leads_on() == {False}
    lost.upload(application, "loss", "portrait")
    lost.save(application, "loss", lost.loss())
    assert leads_on() == {True}
    assert [status.tick for status in outline(application)] == ["ok", ""]


@pytest.mark.parametrize("stage", ["first_section", "on_notice"])
def test_before_the_notice_has_run_the_server_takes_no_picture(stage, lost):
    with pytest.raises(Refused, match=labels.LOSS_TOO_EARLY):
        lost.upload(getattr(lost, stage)(), "loss_attachments", "id_card_front")


@pytest.mark.parametrize("stage", ["on_notice", "awaiting"])
def test_after_the_declaration_first_section_portrait_and_office_are_read_only(stage, lost, client):
    application = getattr(lost, stage)()
    version = application.answers.get(section_key="loss").version
    browser = sign_in(client, lost.applicant)
    answer = browser.post(page("section_edit", application, "loss"), lost.loss() | {"version": version})
    assert answer.status_code == 409
    with pytest.raises(Refused, match="不能再修改"):
        lost.upload(application, "loss", "portrait")
    answer = browser.post(
        page("office_change", application),
        {"level_group": "intermediate", "office_name": lost.office.name, "version": application.version},
    )
    assert answer.status_code == 409
    assert "不能再修改" in answer.content.decode()
    told = "期满以前还不能提交材料" in browser.get(page("application_detail", application)).content.decode()
    assert told == (stage == "on_notice")
    application.refresh_from_db()
    assert application.original_id == lost.original.pk


def test_what_is_on_notice_is_not_deleted(lost):
    for application in (lost.on_notice(), lost.awaiting(lost.another_applicant())):
        actor = lost.applicant if application.applicant_id == lost.applicant.user.pk else None
        if actor:
            with pytest.raises(Refused, match="不能删除"):
                perform(application, "delete", actor=actor)


def test_an_incomplete_first_section_cannot_be_declared(lost):
    application = lost.draft()
    lost.save(application, "loss", lost.loss())
    application.refresh_from_db()
    with pytest.raises(Refused, match="还有 1 处必须改好"):
        perform(application, "declare_loss", actor=lost.applicant)
    assert not PublicNotice.objects.exists()
    assert state_of(lost) == CertificateState.NORMAL


def test_withdrawn_and_returned_keep_the_notice(lost):
    application = perform(lost.submitted(), "withdraw", actor=lost.applicant)
    assert application.state == S.AWAITING_MATERIALS
    assert not Application.objects.visible_to(lost.clerk).filter(pk=application.pk).exists()
    perform(application, "submit", actor=lost.applicant, data={"commitment": "on"})
    returned = perform(
        application,
        "return_to_applicant",
        actor=lost.clerk,
        data=OPINION | {"sections": ["loss_attachments"]},
    )
    assert returned.state == S.AWAITING_MATERIALS
    assert Application.objects.visible_to(lost.clerk).filter(pk=application.pk).exists()
    assert PublicNotice.objects.get().state == NoticeState.ENDED
    assert state_of(lost) == CertificateState.ON_LOSS_NOTICE
    with pytest.raises(Refused, match="必须改好"):
        perform(returned, "submit", actor=lost.applicant, data={"commitment": "on"})
    lost.save(returned, "loss_attachments", {})
    assert perform(returned, "submit", actor=lost.applicant, data={"commitment": "on"}).state == (
        S.EMPLOYER_REVIEW
    )


def give_up(world, application):
    return perform(application, "give_up", actor=world.applicant)


def reject_by_employer(world, application):
    return perform(application, "reject_by_employer", actor=world.clerk, data=OPINION)


def reject_by_office(world, application):
    return perform(application, "reject_by_office", actor=world.officer, data=OPINION)


def uphold(world, application):
    perform(application, "record_objection", actor=world.officer, data=OBJECTION)
    return perform(application, "uphold_objection", actor=world.second, data=OPINION)


ENDINGS = [
    ("on_notice", give_up, S.GIVEN_UP),
    ("awaiting", give_up, S.GIVEN_UP),
    ("submitted", give_up, S.GIVEN_UP),
    ("at_office", give_up, S.GIVEN_UP),
    ("preliminary_passed", give_up, S.GIVEN_UP),
    ("submitted", reject_by_employer, S.REJECTED_BY_EMPLOYER),
    ("at_office", reject_by_office, S.REJECTED_BY_OFFICE),
    ("on_notice", uphold, S.GIVEN_UP),
    ("awaiting", uphold, S.GIVEN_UP),
]


@pytest.mark.parametrize(
    ("stage", "end", "state"), ENDINGS, ids=[f"{stage}-{end.__name__}" for stage, end, _ in ENDINGS]
)
def test_what_ends_without_success_brings_the_certificate_back(stage, end, state, lost):
    application = end(lost, getattr(lost, stage)())
    assert application.state == state
    assert PublicNotice.objects.get().state == NoticeState.WITHDRAWN
    assert state_of(lost) == CertificateState.NORMAL
    assert Application.objects.unfinished().count() == 0


def test_a_rejection_taken_back_puts_the_certificate_on_notice_again(lost):
    application = reject_by_office(lost, lost.at_office())
    perform(application, "reopen", actor=lost.admin, data=OPINION)
    assert PublicNotice.objects.get().state == NoticeState.ENDED
    assert state_of(lost) == CertificateState.ON_LOSS_NOTICE


@pytest.mark.parametrize("stage", ["on_notice", "awaiting"])
def test_an_account_is_not_closed_while_a_notice_stands(stage, lost):
    application = getattr(lost, stage)()
    assert application.number in in_hands_of_others(lost.applicant.user)[0]
    give_up(lost, application)
    assert not in_hands_of_others(lost.applicant.user)


def test_an_objection_that_fails_lets_the_notice_go_on(lost):
    application = lost.on_notice()
    perform(application, "record_objection", actor=lost.officer, data=OBJECTION)
    lost.run_out(application)
    assert end_notices() == 0
    with pytest.raises(Refused, match=labels.LOSS_TOO_EARLY):
        perform(application, "submit", actor=lost.applicant, data={"commitment": "on"})
    perform(application, "dismiss_objection", actor=lost.second, data=OPINION)
    objection = NoticeObjection.objects.get()
    assert (objection.is_upheld, objection.objector_name) == (False, "覃海燕")
    assert end_notices() == 1
    told = Message.objects.filter(recipient=lost.applicant.user).values_list("body", flat=True)
    assert not any("覃海燕" in words for words in told)
    assert not any("没有异议" in words for words in told)


def test_two_people_may_object_in_the_same_words_and_one_press_is_one_objection(lost):
    seen = lost.on_notice()
    asked = {"actor": lost.officer, "expected_version": seen.version}
    perform(seen, "record_objection", data=OBJECTION, **asked)
    with pytest.raises(AlreadyDone):
        perform(seen, "record_objection", data=OBJECTION, **asked)
    with pytest.raises(Refused, match=r"已于.*办理“登记异议”.*不能再“登记异议”") as second:
        perform(seen, "record_objection", data=OBJECTION | {"objector_name": "赵大"}, **asked)
    assert not isinstance(second.value, AlreadyDone)
    assert [one.objector_name for one in NoticeObjection.objects.all()] == ["覃海燕"]


def test_an_anonymous_objection_is_not_taken_up(lost):
    application = lost.on_notice()
    with pytest.raises(Refused, match="真实姓名"):
        perform(application, "record_objection", actor=lost.officer, data={"opinion": "有异议"})


def test_approval_voids_the_paper_and_issues_the_same_title_anew(lost):
    application = lost.issued()
    certificate = application.certificate
    assert application.state == S.ISSUED
    assert state_of(lost) == CertificateState.VOIDED
    assert certificate.acquisition_method == "replacement"
    assert certificate.replaces == lost.original
    same = ("series_id", "level", "title_name", "granted_on", "granted_precision", "granting_body")
    assert [getattr(certificate, name) for name in same] == [getattr(lost.original, name) for name in same]
    assert certificate.certificate_number != lost.original.certificate_number
    told = [stop.facts for stop in titles_road(lost.applicant.user, [])]
    assert ["已作废" in facts for facts in told if "0833232" in facts] == [True]
    assert ["已作废" in facts for facts in told if certificate.certificate_number in facts] == [False]


def test_a_certificate_outside_the_register_is_replaced_as_it_was_declared(lost):
    actor = lost.another_applicant()
    application = lost.issued(actor)
    certificate = application.certificate
    assert application.original is None
    assert (certificate.granted_label, certificate.granting_body) == ("2016-07", "广西人才市场")
    assert state_of(lost) == CertificateState.NORMAL


def test_what_the_register_does_not_know_is_replaced_once_too(lost):
    actor = lost.another_applicant()
    rejected = reject_by_office(lost, lost.at_office(actor))
    done = lost.issued(actor)
    with pytest.raises(Refused, match="已经补办过"):
        lost.on_notice(actor)
    Application.objects.unfinished().update(state=S.DELETED, deleted_at=timezone.now())
    with pytest.raises(Refused, match="已经补办过"):
        perform(rejected, "reopen", actor=lost.admin, data=OPINION)
    Certificate.objects.filter(pk=done.certificate_id).update(state=CertificateState.VOIDED)
    assert perform(rejected, "reopen", actor=lost.admin, data=OPINION).state == S.OFFICE_REVIEW


def test_what_was_replaced_is_not_replaced_again_in_other_words(lost):
    actor = lost.another_applicant()
    lost.issued(actor)
    application = lost.first_section(actor, certificate_number="0066113")
    with pytest.raises(Refused, match="已经补办过"):
        perform(application, "declare_loss", actor=actor)
    lost.save(application, "loss", lost.loss(**lost.typed(granted_month="2016-08")), actor)
    with pytest.raises(Refused, match="已经补办过"):
        perform(application, "declare_loss", actor=actor)
    unnumbered = lost.loss(**lost.typed(certificate_number="", no_number="on"))
    form = lost.section_of(application, "loss").form(unnumbered, subject=application, actor=actor)
    assert "电子证书" in str(form.errors["certificate_number"])


def test_a_certificate_void_by_another_hand_does_not_hold_the_application_fast(lost):
    application = lost.at_office()
    Certificate.objects.filter(pk=lost.original.pk).update(state=CertificateState.VOID_REVIEW)
    assert reject_by_office(lost, application).state == S.REJECTED_BY_OFFICE
    assert PublicNotice.objects.get().state == NoticeState.WITHDRAWN
    assert state_of(lost) == CertificateState.VOID_REVIEW


@pytest.mark.parametrize("state", [CertificateState.VOIDED, CertificateState.SUPERSEDED])
def test_what_another_hand_voided_or_corrected_is_not_given_out_anew(state, lost):
    """Void for a fraud while the replacement is under way: no step makes a sound certificate of it."""
    application, materials = lost.complete(), {"commitment": "on"}
    for move, actor, data in (
        ("submit", lost.applicant, materials),
        ("pass_preliminary", lost.officer, OPINION),
        ("approve", lost.second, OPINION),
    ):
        if move == "pass_preliminary":
            lost.looked_through(application)
        Certificate.objects.update(state=state)
        with pytest.raises(Refused, match="已经不在遗失公示中"):
            perform(application, move, actor=actor, data=data)
        Certificate.objects.update(state=CertificateState.ON_LOSS_NOTICE)
        application = perform(application, move, actor=actor, data=data)
        if move == "submit":
            application = perform(application, "endorse", actor=lost.clerk, data=OPINION)
    assert state_of(lost) == CertificateState.VOIDED


def test_another_office_than_the_granting_one_does_not_approve(lost):
    application = lost.preliminary_passed()
    Certificate.objects.update(office=lost.elsewhere())
    application.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        perform(application, "approve", actor=lost.second, data=OPINION)
    assert refusal.value.status == 403


def test_an_employer_out_of_use_costs_no_second_notice(lost):
    application = lost.complete()
    lost.employer.state = EmployerState.DISABLED
    lost.employer.save()
    pledge = {"commitment": "on"}
    with pytest.raises(Refused, match="公示仍然有效，不用重新公示"):
        perform(application, "submit", actor=lost.applicant, data=pledge)
    found = checkup(Application.objects.get(pk=application.pk), APPLICANT).blockers
    assert [(finding.rule_id, "不用重新公示" in finding.detail) for finding in found] == [("JX-44", True)]
    assert employer_merge.move_open(lost.employer, make_employer(office=lost.office)) == 1
    assert perform(application, "submit", actor=lost.applicant, data=pledge).state == S.EMPLOYER_REVIEW


def test_an_office_is_not_closed_over_a_loss_that_is_announced(lost):
    lost.first_section()
    assert open_cases_of(lost.office) == 0
    perform(Application.objects.get(), "declare_loss", actor=lost.applicant)
    assert open_cases_of(lost.office) == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"certificate": "", "certificate_number": "", "no_number": ""}, "certificate_number", "空着"),
        ({"certificate": "", "certificate_number": "桂字123"}, "certificate_number", "不超过15位的数字"),
        ({"certificate": "", "certificate_number": "1" * 16}, "certificate_number", "不超过15位的数字"),
        ({"certificate": "", "certificate_number": "0833232"}, "certificate_number", "直接选择"),
        ({"certificate": "", "granted_month": "2099-01"}, "granted_month", "还没有到"),
        ({"contact_phone": ""}, "contact_phone", "联系电话"),
        ({"contact_phone": "0000-00-00"}, "contact_phone", "带区号的座机"),
        ({"granting_body": "\u200b"}, "granting_body", "请填写批准机关"),
        ({"original_specialty": "\ufeff"}, "original_specialty", "请填写原专业名称"),
        ({"contact_phone": "你好"}, "contact_phone", "带区号的座机"),
        ({"custom_specialty": "", "original_specialty": "养蜂"}, "original_specialty", "自定义原专业名称"),
        (
            {"certificate_number": "", "no_number": "on", "granted_month": "2008-07"},
            "certificate_number",
            "直接选择",
        ),
    ],
    ids=[
        "no-number",
        "letters",
        "too-long",
        "registered",
        "future",
        "phone",
        "not-a-phone",
        "unseen-body",
        "unseen-field",
        "words-for-a-phone",
        "specialty",
        "registered-by-title",
    ],
)
def test_wrong_answers_are_explained_at_their_field(changes, field, sentence, lost):
    application = lost.draft()
    section = lost.section_of(application, "loss")
    form = section.form(lost.loss(**{**lost.typed(), **changes}), subject=application, actor=lost.applicant)
    assert not form.is_valid()
    assert sentence in str(form.errors[field])


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        ({"medium": "electronic"}, "电子证书，不需要遗失补办"),
        ({"level": "assistant"}, "与您选择的级别不一致"),
        ({"state": "voided"}, "不能用来申报"),
    ],
    ids=["electronic", "level", "void"],
)
def test_a_certificate_that_cannot_be_replaced_is_refused(certificate, sentence, lost):
    one = lost.paper(number="0833240", **certificate)
    application = lost.draft()
    section = lost.section_of(application, "loss")
    data = lost.loss(certificate=str(one.public_id))
    form = section.form(data, subject=application, actor=lost.applicant)
    assert not form.is_valid()
    assert sentence in str(form.errors["certificate"])


def test_the_road_shows_the_notice_and_the_materials(lost):
    application = lost.on_notice()
    looks = [(step.label, step.state) for step in steps(application)]
    assert looks[:4] == [
        ("个人申报", "done"),
        ("遗失公示", "now"),
        ("上传资料", "todo"),
        ("单位待受理", "todo"),
    ]
    assert history(application)[0].opinion.startswith("公示期")
    lost.run_out(application)
    assert [step.state for step in steps(loss.catch_up(application))][:4] == ["done", "done", "now", "todo"]

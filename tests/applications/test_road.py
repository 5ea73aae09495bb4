"""The road on the database: from draft to certificate, and every way back."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import EmployerState
from applications import labels, registry
from applications.enums import ApplicationState as S
from applications.models import SubmissionRevision
from applications.services.editor import next_section
from applications.services.transitions import perform
from certificates.models import Certificate
from core.errors import Refused, Stale
from core.models import AuditEntry
from core.workflow import AlreadyDone
from messaging.models import Delivery, Message
from tests.factories.applications import ANSWERS, OPINION, approval
from tests.factories.certificates import make_legacy


def received(actor):
    return list(Message.objects.filter(recipient=actor.user).order_by("pk"))


def test_submitting_takes_a_snapshot_and_tells_both_sides(world):
    application = world.submitted()
    assert application.state == S.EMPLOYER_REVIEW
    assert application.submitted_at == application.first_submitted_at
    revision = application.revisions.get()
    assert revision.commitment_version == labels.PLEDGE_VERSION
    assert {file["spec"] for file in revision.files} >= {"portrait", "diploma"}
    assert all(len(file["sha256"]) == 64 for file in revision.files)
    assert len(received(world.applicant)) == 1
    assert len(received(world.clerk)) == len(received(world.owner)) == 1
    assert not received(world.officer)
    assert Delivery.objects.filter(recipient=world.applicant.user, channel="sms").count() == 1
    assert AuditEntry.objects.filter(event="applications.moved", data__move="submit").count() == 1


def test_the_snapshot_keeps_the_address_sealed(world):
    revision = world.submitted().revisions.get()
    stored = str(SubmissionRevision.objects.filter(pk=revision.pk).values("answers", "identity").get())
    assert "民族大道" not in stored
    assert world.applicant.user.id_number not in stored
    assert revision.section("basic_profile", ("address",))["address"].startswith("南宁市")


def test_submitting_needs_every_section(world):
    with pytest.raises(Refused, match="还有 9 处必须改好"):
        perform(world.draft(), "submit", actor=world.applicant, data={"commitment": "on"})


def test_submitting_needs_the_pledge(world):
    with pytest.raises(Refused, match="勾选承诺"):
        perform(world.complete(), "submit", actor=world.applicant, data={})
    assert not SubmissionRevision.objects.exists()


def test_pressing_twice_is_the_same_as_pressing_once(world):
    application = world.submitted()
    with pytest.raises(AlreadyDone) as done:
        perform(application, "submit", actor=world.applicant, data={"commitment": "on"}, expected_version=1)
    assert done.value.subject.state == S.EMPLOYER_REVIEW
    assert application.revisions.count() == 1
    assert application.progress.filter(move="submit").count() == 1
    assert len(received(world.applicant)) == 1


def test_withdrawing_before_an_opinion(world):
    opened = perform(world.submitted(), "open", actor=world.clerk)
    assert opened.opened_by == world.clerk.user
    withdrawn = perform(opened, "withdraw", actor=world.applicant)
    assert withdrawn.state == S.DRAFT
    assert withdrawn.opened_at is None
    again = perform(withdrawn, "submit", actor=world.applicant, data={"commitment": "on"})
    assert again.revisions.count() == 2


def test_withdrawing_after_an_opinion_reads_the_sentence_of_the_manual(world):
    application = world.at_office()
    with pytest.raises(Refused, match="由于单位已出具审核意见，不可撤回") as refusal:
        perform(application, "withdraw", actor=world.applicant)
    assert str(refusal.value) == labels.WITHDRAW_TOO_LATE
    back = perform(application, "return_to_employer", actor=world.officer, data=OPINION)
    with pytest.raises(Refused, match="不可撤回"):
        perform(back, "withdraw", actor=world.applicant)


def test_after_a_new_submission_the_old_opinion_no_longer_bars_withdrawal(world):
    returned = perform(world.at_office(), "return_to_applicant", actor=world.officer, data=OPINION)
    again = perform(returned, "submit", actor=world.applicant, data={"commitment": "on"})
    assert perform(again, "withdraw", actor=world.applicant).state == S.DRAFT


def test_returning_names_the_sections_and_opens_only_those(world):
    data = {**OPINION, "sections": ["work_summary"]}
    returned = perform(world.submitted(), "return_to_applicant", actor=world.clerk, data=data)
    assert returned.state == S.RETURNED
    assert returned.flagged_sections == ["work_summary"]
    first, _, flagged, _ = registry.kind(returned.kind).sections
    assert (next_section(returned, first), next_section(returned, flagged)) == (flagged, None)
    with pytest.raises(Refused, match="没有被退回"):
        world.save(returned, "basic_profile", {**ANSWERS["basic_profile"], "school": "桂林理工大学"})
    with pytest.raises(Refused, match="还有 1 处"):
        perform(returned, "submit", actor=world.applicant, data={"commitment": "on"})
    world.save(returned, "work_summary", {"summary": "<p>补充了单位意见。</p>"})
    assert (
        perform(returned, "submit", actor=world.applicant, data={"commitment": "on"}).flagged_sections == []
    )


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        ("return_to_applicant", "请填写意见"),
        ("reject_by_employer", "请填写不通过的理由"),
        ("endorse", "请填写意见"),
    ],
)
def test_an_opinion_is_asked_for_and_nothing_happens_without(move, sentence, world):
    application = world.submitted()
    with pytest.raises(Refused, match=sentence):
        perform(application, move, actor=world.clerk, data={"opinion": "  "})
    application.refresh_from_db()
    assert application.state == S.EMPLOYER_REVIEW


def test_nothing_goes_back_to_an_employer_whose_account_is_closed(world):
    application = world.at_office()
    world.employer.state = EmployerState.DISABLED
    world.employer.save(update_fields=["state"])
    with pytest.raises(Refused, match="收不到退回的申报"):
        perform(application, "return_to_employer", actor=world.officer, data=OPINION)
    returned = perform(application, "return_to_applicant", actor=world.officer, data=OPINION)
    assert returned.state == S.RETURNED


def test_refusals_end_the_road_until_an_admin_reopens_them(world):
    refused = perform(world.submitted(), "reject_by_employer", actor=world.owner, data=OPINION)
    assert refused.state == S.REJECTED_BY_EMPLOYER
    assert refused.decided_at
    reopened = perform(refused, "reopen", actor=world.admin, data=OPINION)
    assert reopened.state == S.EMPLOYER_REVIEW
    assert reopened.decided_at is None
    endorsed = perform(reopened, "endorse", actor=world.clerk, data=OPINION)
    rejected = perform(endorsed, "reject_by_office", actor=world.officer, data=OPINION)
    assert perform(rejected, "reopen", actor=world.admin, data=OPINION).state == S.OFFICE_REVIEW


def test_a_reopened_case_must_not_stand_beside_an_open_twin(world):
    refused = perform(world.submitted(), "reject_by_employer", actor=world.owner, data=OPINION)
    world.draft()
    with pytest.raises(Refused, match="不能再恢复"):
        perform(refused, "reopen", actor=world.admin, data=OPINION)


def test_claiming_is_first_come_first_served_and_transfer_hands_on(world):
    claimed = perform(world.at_office(), "claim", actor=world.officer)
    assert claimed.assignee == world.officer.user
    with pytest.raises(Refused, match=r"韦国强已经受理"):
        perform(claimed, "claim", actor=world.second)
    data = {**OPINION, "assignee": world.second.user.pk}
    asked = {"actor": world.officer, "expected_version": claimed.version}
    assert perform(claimed, "transfer", data=data, **asked).assignee == world.second.user
    with pytest.raises(AlreadyDone):
        perform(claimed, "transfer", data=data, **asked)
    with pytest.raises(Stale):
        perform(claimed, "transfer", data=data | {"assignee": world.admin.user.pk}, **asked)


def test_transfer_goes_to_colleagues_only(world):
    application = world.at_office()
    with pytest.raises(Refused):
        perform(
            application, "transfer", actor=world.officer, data={**OPINION, "assignee": world.clerk.user.pk}
        )
    with pytest.raises(Refused):
        perform(
            application, "transfer", actor=world.officer, data={**OPINION, "assignee": world.officer.user.pk}
        )


def test_approval_takes_a_second_person(world):
    application = world.preliminary_passed()
    with pytest.raises(Refused, match="另一位工作人员"):
        perform(application, "approve", actor=world.officer, data=approval())
    assert not Certificate.objects.exists()
    issued = perform(application, "approve", actor=world.second, data=approval())
    assert issued.state == S.ISSUED
    assert [row.move for row in issued.progress.all()][-2:] == ["approve", "record_issue"]


def test_a_title_that_came_into_the_register_meanwhile_is_neither_handed_in_nor_granted_again(world):
    application, user = world.complete(), world.applicant.user
    given = {"series": application.series, "level": application.level, "office": world.office}
    pledge = {"commitment": "on", "review_reason": "专业不同。"}
    held = make_legacy(name=user.name, holder=user, **given)
    with pytest.raises(Refused, match="同系列同级别"):
        perform(application, "submit", actor=world.applicant, data=pledge)
    Certificate.objects.filter(pk=held.pk).update(state="voided")
    perform(application, "submit", actor=world.applicant, data=pledge)
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    perform(world.looked_through(application), "pass_preliminary", actor=world.officer, data=OPINION)
    Certificate.objects.filter(pk=held.pk).update(state="normal")
    with pytest.raises(Refused, match="同系列同级别"):
        perform(application, "approve", actor=world.second, data=approval())
    application.refresh_from_db()
    assert (application.state, application.certificate) == (S.PRELIMINARY_PASSED, None)


def test_approval_makes_one_certificate_with_what_was_decided(world):
    application = world.issued()
    certificate = Certificate.objects.get()
    application.refresh_from_db()
    assert application.certificate == certificate
    assert certificate.state == "normal"
    assert certificate.source_reference == f"application:{application.public_id}"
    assert certificate.holder == world.applicant.user
    assert certificate.title_name == "助理工程师"
    assert certificate.granting_body == world.office.name
    assert certificate.get_acquisition_method_display() == "转正定职"
    assert certificate.granted_on == timezone.localdate() - datetime.timedelta(days=1)
    assert certificate.portrait.spec_code == "portrait"


def test_approving_twice_gives_one_certificate(world):
    application = world.preliminary_passed()
    perform(application, "approve", actor=world.second, data=approval())
    with pytest.raises(AlreadyDone):
        perform(
            application, "approve", actor=world.second, data=approval(), expected_version=application.version
        )
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "不能晚于今天"), (-400, "早了一年以上"), (-700_000, "早了一年以上")]
)
def test_granted_on_is_neither_in_the_future_nor_of_another_age(world, days, sentence):
    wrong = timezone.localdate() + datetime.timedelta(days=days)
    with pytest.raises(Refused, match=sentence):
        perform(world.preliminary_passed(), "approve", actor=world.second, data=approval(granted_on=wrong))


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200b", "\u2060 \ufeff"])
def test_an_opinion_that_nobody_can_see_is_none(world, nothing):
    with pytest.raises(Refused, match="请填写意见"):
        perform(world.at_office(), "pass_preliminary", actor=world.officer, data={"opinion": nothing})


def test_the_second_officer_is_told_who_decided_and_what(world):
    application = world.at_office()
    seen = application.version
    perform(application, "pass_preliminary", actor=world.officer, data=OPINION, expected_version=seen)
    with pytest.raises(Refused, match=r"韦国强.*初审通过"):
        perform(application, "reject_by_office", actor=world.second, data=OPINION, expected_version=seen)


def test_a_stale_page_cannot_decide(world):
    application = world.at_office()
    seen = application.version
    perform(application, "claim", actor=world.officer)
    with pytest.raises(Stale, match=r"韦国强.*受理"):
        perform(application, "pass_preliminary", actor=world.second, data=OPINION, expected_version=seen)


def test_an_applicant_is_not_told_the_name_of_the_officer(world):
    returned = perform(world.at_office(), "return_to_applicant", actor=world.officer, data=OPINION)
    with pytest.raises(Refused) as refusal:
        perform(returned, "withdraw", actor=world.applicant)
    assert "韦国强" not in str(refusal.value)
    assert world.office.name in str(refusal.value)


def test_only_what_was_never_submitted_can_be_deleted(world):
    withdrawn = perform(world.submitted(), "withdraw", actor=world.applicant)
    with pytest.raises(Refused, match="报送过"):
        perform(withdrawn, "delete", actor=world.applicant)


def test_the_bin_keeps_fourteen_days(world, time_machine):
    deleted = perform(world.draft(), "delete", actor=world.applicant)
    assert deleted.state == S.DELETED
    restored = perform(deleted, "restore", actor=world.applicant)
    assert restored.deleted_at is None
    deleted = perform(restored, "delete", actor=world.applicant)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=15))
    with pytest.raises(Refused, match="不能恢复"):
        perform(deleted, "restore", actor=world.applicant)

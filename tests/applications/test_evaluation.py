"""职称评审 from 我要申报 to 材料报送成功: the plan, the one series a year, what is asked for."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Employer
from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, EvaluationCommittee, PlanRequirement
from applications.plan_enums import PlanStage
from applications.registry import Target
from applications.services.check_rules import APPLICANT
from applications.services.checkup import checkup
from applications.services.completeness import OPTIONAL, outline
from applications.services.drafts import change_office, create_draft, is_locked_section
from applications.services.reading import read_own, read_submitted
from applications.services.road import history, steps
from applications.services.rows import delete_row, rows_of, save_list
from applications.services.transitions import perform
from applications.tasks import lapse_returns
from catalogue.enums import LevelGroup, TitleLevel
from core.errors import Refused
from tests.factories.accounts import sign_in
from tests.factories.applications import OPINION
from tests.factories.evaluation import EvaluationWorld, make_committee, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return EvaluationWorld()


def test_it_is_filled_in_and_goes_all_the_way_to_the_desk(evaluation):
    application = evaluation.complete()
    assert not checkup(application, APPLICANT).blockers
    for move, actor, data in (
        ("submit", evaluation.applicant, {"commitment": "on"}),
        ("endorse", evaluation.clerk, OPINION),
        ("pass_preliminary", evaluation.officer, OPINION),
    ):
        if move == "pass_preliminary":
            evaluation.looked_through(application)
        passed = perform(application, move, actor=actor, data=data)
        if move == "submit":
            evaluation.shown(application)
            looks = [(step.label, step.state) for step in steps(passed)]
            assert looks[1:4] == [("单位待受理", "now"), ("职改办待受理", "todo"), ("材料报送成功", "todo")]
    assert passed.state == S.ADMITTED
    assert [(step.label, step.state) for step in steps(passed)][3:5] == [
        ("材料报送成功", "done"),
        ("评审", "now"),
    ]
    assert history(passed)[0].step == "评审分组"
    sections = {read.section.key: read for read in read_submitted(passed)}
    assert sections["practice"].rows[0].facts
    assert sections["achievements"].rows[0].title
    assert [read.section.key for read in read_own(passed)] == list(sections)


def shut(evaluation, stage):
    """The stage closed yesterday."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    evaluation.plan.windows.filter(stage=stage).update(closes_on=yesterday)


def test_the_employer_recommends_within_its_window(evaluation):
    application = evaluation.shown(evaluation.submitted())
    shut(evaluation, PlanStage.EMPLOYER)
    with pytest.raises(Refused, match=r"单位审核已于.*截止"):
        perform(application, "endorse", actor=evaluation.clerk, data=OPINION)
    refused = perform(application, "return_to_applicant", actor=evaluation.clerk, data=OPINION)
    assert refused.state == S.RETURNED


def test_what_the_office_sends_back_to_the_employer_may_come_again(evaluation):
    application = evaluation.at_office()
    back = perform(application, "return_to_employer", actor=evaluation.officer, data=OPINION)
    shut(evaluation, PlanStage.EMPLOYER)
    assert perform(back, "endorse", actor=evaluation.clerk, data=OPINION).state == S.OFFICE_REVIEW


def handed_in_again(evaluation, application):
    """报送 of what was returned."""
    application.refresh_from_db()
    return perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})


def test_what_the_employer_returns_may_come_again_until_its_window_ends(evaluation):
    back = perform(evaluation.submitted(), "return_to_applicant", actor=evaluation.clerk, data=OPINION)
    shut(evaluation, PlanStage.APPLY)
    me = sign_in(Client(), evaluation.applicant)
    edit = reverse("applications:section_edit", args=[back.public_id, "basic_information"])
    for address in (edit, reverse("applications:home")):
        assert "（含当日）前再次报送" in me.get(address).content.decode()
    assert handed_in_again(evaluation, back).state == S.EMPLOYER_REVIEW
    perform(back, "return_to_applicant", actor=evaluation.clerk, data=OPINION)
    shut(evaluation, PlanStage.EMPLOYER)
    back.refresh_from_db()
    assert [finding.rule_id for finding in checkup(back, APPLICANT).blockers] == ["JX-45"]
    with pytest.raises(Refused, match="退回的申报要在单位审核截止前再次报送"):
        handed_in_again(evaluation, back)


def test_what_the_office_returns_passes_the_employer_again_until_acceptance_ends(evaluation):
    back = perform(evaluation.at_office(), "return_to_applicant", actor=evaluation.officer, data=OPINION)
    shut(evaluation, PlanStage.APPLY)
    shut(evaluation, PlanStage.EMPLOYER)
    again = handed_in_again(evaluation, back)
    again = perform(again, "keep_notice", actor=evaluation.clerk, data=OPINION)
    assert perform(again, "endorse", actor=evaluation.clerk, data=OPINION).state == S.OFFICE_REVIEW
    perform(again, "return_to_applicant", actor=evaluation.officer, data=OPINION)
    shut(evaluation, PlanStage.ACCEPT)
    with pytest.raises(Refused, match="退回的申报要在受理截止前再次报送"):
        handed_in_again(evaluation, again)


def test_what_lapsed_and_was_taken_up_again_may_come_until_acceptance_ends(evaluation):
    back = perform(evaluation.at_office(), "return_to_applicant", actor=evaluation.officer, data=OPINION)
    over = timezone.localdate() - datetime.timedelta(days=1)
    back.returns.update(deadline_on=over, is_estimate=False)
    lapse_returns()
    shut(evaluation, PlanStage.APPLY)
    shut(evaluation, PlanStage.EMPLOYER)
    again = OPINION | {"days": "5"}
    windows = evaluation.plan.windows.filter(stage=PlanStage.ACCEPT)
    closes_on = windows.get().closes_on
    shut(evaluation, PlanStage.ACCEPT)
    with pytest.raises(Refused, match=r"受理已于.*截止，现在恢复，申报人也不能再次报送"):
        perform(back, "reopen_lapsed", actor=evaluation.admin, data=again)
    windows.update(closes_on=closes_on)
    assert perform(back, "reopen_lapsed", actor=evaluation.admin, data=again).state == S.RETURNED
    assert handed_in_again(evaluation, back).state == S.EMPLOYER_REVIEW


def test_a_returned_one_that_is_sent_elsewhere_keeps_to_the_days_of_applying(evaluation):
    back = perform(evaluation.submitted(), "return_to_applicant", actor=evaluation.clerk, data=OPINION)
    target, version = evaluation.target(), back.version
    change_office(back, actor=evaluation.applicant, target=target, expected_version=version)
    evaluation.save(back, "basic_information", evaluation.answers()["basic_information"])
    shut(evaluation, PlanStage.APPLY)
    with pytest.raises(Refused, match=r"报送已于.*截止"):
        handed_in_again(evaluation, back)


def test_a_return_keeps_nothing_closed_that_bars_the_way_by_now(evaluation):
    application = evaluation.at_office()
    returned = perform(
        application,
        "return_to_applicant",
        actor=evaluation.officer,
        data=OPINION | {"sections": ["work_report"]},
    )
    evaluation.save(returned, "work_report", evaluation.answers()["work_report"])
    with pytest.raises(Refused, match="没有被退回"):
        evaluation.add_row(returned, "patents", evaluation.answers()["patents"])
    returned.rows.filter(section_key="patents").delete()
    returned.answers.filter(section_key="patents").delete()
    keys = ["basic_information", "work_report", "patents"]
    evaluation.plan.requirements.create(level=returned.level, section_keys=keys)
    row = evaluation.add_row(returned, "patents", evaluation.answers()["patents"])
    evaluation.upload(returned, "patents", "patent_certificate", row=row)
    Employer.objects.update(state="disabled")
    with pytest.raises(Refused, match="还没有启用"):
        perform(returned, "submit", actor=evaluation.applicant, data={"commitment": "on"})
    shut_out = Application.objects.get()
    assert not is_locked_section(shut_out, registry.kind("evaluation").section("basic_information"))
    Employer.objects.update(state="active")
    assert perform(returned, "submit", actor=evaluation.applicant, data={"commitment": "on"})


@pytest.mark.parametrize("move", ["claim", "transfer", "pass_preliminary"])
def test_the_office_accepts_within_its_window(move, evaluation):
    application = evaluation.at_office()
    shut(evaluation, PlanStage.ACCEPT)
    data = OPINION | {"assignee": str(evaluation.second.user.pk)}
    with pytest.raises(Refused, match=r"受理已于.*截止"):
        perform(application, move, actor=evaluation.officer, data=data)


def test_what_was_accepted_in_time_is_worked_on_until_it_is_done(evaluation):
    claimed = perform(evaluation.at_office(), "claim", actor=evaluation.officer, data={})
    shut(evaluation, PlanStage.ACCEPT)
    passed = perform(claimed, "pass_preliminary", actor=evaluation.officer, data=OPINION)
    assert passed.state == S.ADMITTED


def test_the_wall_clock_of_the_plan_is_the_servers(evaluation):
    application = evaluation.complete()
    shut(evaluation, PlanStage.APPLY)
    with pytest.raises(Refused, match=r"报送已于.*截止"):
        perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})
    evaluation.plan.late_until, evaluation.plan.late_reason = timezone.localdate(), "系统维护"
    evaluation.plan.save()
    committees = EvaluationCommittee.objects.filter(pk=evaluation.plan.committee_id)
    for gone, why in (
        ({"is_active": False}, "已停用"),
        ({"is_active": True, "filed_until": evaluation.plan.committee.filed_on}, "备案已到期"),
    ):
        committees.update(**gone)
        with pytest.raises(Refused, match=why):
            perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})
    committees.update(filed_until=timezone.localdate())
    assert perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})


def test_one_series_a_year(evaluation):
    evaluation.submitted()
    other = make_plan(make_committee(evaluation.office, evaluation.title.series, name="另一评审会"))
    elsewhere = Target(LevelGroup.INTERMEDIATE, evaluation.office, other)
    for target in (evaluation.target(), elsewhere):
        with pytest.raises(Refused, match="同一年度只准申报一个系列"):
            create_draft("evaluation", actor=evaluation.applicant, target=target)


@pytest.mark.parametrize("uses_up", [True, False])
def test_a_failed_one_uses_the_year_up_unless_set_otherwise(uses_up, evaluation, settings):
    settings.FAILED_EVALUATION_USES_THE_YEAR = uses_up
    perform(evaluation.submitted(), "reject_by_employer", actor=evaluation.owner, data=OPINION)
    if not uses_up:
        assert evaluation.draft().state == S.DRAFT
        return
    with pytest.raises(Refused, match="同一年度只准申报一个系列"):
        evaluation.draft()


def test_the_bin_is_no_way_round_the_one_series_a_year(evaluation):
    binned = perform(evaluation.draft(), "delete", actor=evaluation.applicant, data={})
    perform(evaluation.submitted(), "reject_by_employer", actor=evaluation.owner, data=OPINION)
    with pytest.raises(Refused, match="同一年度只准申报一个系列"):
        perform(binned, "restore", actor=evaluation.applicant, data={})


def test_sending_it_elsewhere_is_no_way_round_the_one_series_a_year(evaluation):
    last_year = timezone.localdate().year - 1
    late = make_plan(
        make_committee(evaluation.office, evaluation.title.series, name="去年的评审会"), year=last_year
    )
    perform(evaluation.submitted(), "reject_by_employer", actor=evaluation.owner, data=OPINION)
    target = Target(LevelGroup.INTERMEDIATE, evaluation.office, late)
    draft = create_draft("evaluation", actor=evaluation.applicant, target=target)
    with pytest.raises(Refused, match="同一年度只准申报一个系列"):
        change_office(draft, actor=evaluation.applicant, target=evaluation.target(), expected_version=1)
    again = change_office(draft, actor=evaluation.applicant, target=target, expected_version=1)
    assert again.application_year == last_year


def test_a_deleted_draft_leaves_the_year_free(evaluation):
    perform(evaluation.draft(), "delete", actor=evaluation.applicant, data={})
    assert evaluation.draft().state == S.DRAFT


def test_the_committee_decides_the_level_and_the_title(evaluation):
    with pytest.raises(Refused, match="不评审副高级"):
        evaluation.draft(level_group=LevelGroup.ASSOCIATE_SENIOR)


def test_a_plan_says_which_sections_are_asked_for(evaluation):
    application = evaluation.draft()
    statuses = {status.section.key: status for status in outline(application)}
    assert statuses["awards"].words == OPTIONAL
    assert not statuses["awards"].blockers
    assert statuses["practice"].blockers
    PlanRequirement.objects.create(
        plan=evaluation.plan, level=TitleLevel.INTERMEDIATE, section_keys=["basic_information", "awards"]
    )
    statuses = {status.section.key: status for status in outline(application)}
    assert statuses["awards"].blockers
    assert not statuses["practice"].blockers


def test_what_a_committee_does_not_evaluate_asks_for_nothing(evaluation):
    committee = evaluation.plan.committee
    committee.levels = [TitleLevel.TECHNICIAN]
    committee.save(update_fields=["levels"])
    PlanRequirement.objects.create(
        plan=evaluation.plan, level=TitleLevel.TECHNICIAN, section_keys=["basic_information", "awards"]
    )
    application = evaluation.draft(level_group=LevelGroup.JUNIOR)
    required = {status.section.key for status in outline(application) if status.is_required}
    assert required == {"basic_information", "awards"}
    edit = reverse("applications:section_edit", args=[application.public_id, "awards"])
    html = sign_in(Client(), evaluation.applicant).get(edit).content.decode()
    assert '其中必填 <span class="num">2</span> 部分' in html
    assert html.count('aria-hidden="true">选填</small>') == 2 * (16 - len(required))


def test_a_section_with_rows_needs_as_many_as_it_asks_for(evaluation):
    application = evaluation.complete()
    section = registry.kind("evaluation").section("practice")
    delete_row(application, section, rows_of(application)["practice"][0], actor=evaluation.applicant)
    (blocker,) = checkup(application, APPLICANT).blockers
    assert blocker.detail == "至少要有 1 条，现在有 0 条。请添加。"
    with pytest.raises(Refused, match="至少要有 1 条"):
        save_list(application, section, actor=evaluation.applicant)
    with pytest.raises(Refused, match="还有 1 处必须改好"):
        perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})

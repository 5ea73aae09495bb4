"""体检 of 职称评审: rows that are really saved, and the rules that look at them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import PlanWindow
from applications.services.checkup import examine
from applications.services.files import files_of
from applications.services.rows import rows_of
from applications.services.transitions import perform
from core.errors import Refused
from core.models import StoredFile
from tests.factories.evaluation import ANSWERS, EvaluationWorld

APPLICANT = "applicant_check"


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return EvaluationWorld()


def fresh(application):
    return type(application).objects.with_names().get(pk=application.pk)


def codes(application, audience=APPLICANT):
    return {(one.rule_id, one.section_key) for one in examine(fresh(application), audience)}


def blockers(application):
    return [one.rule_id for one in examine(fresh(application), APPLICANT) if one.is_blocker]


def test_what_is_complete_bars_nothing_and_the_desk_reads_the_rows_handed_in(evaluation):
    application = evaluation.complete()
    assert blockers(application) == []
    application = perform(application, "submit", actor=evaluation.applicant, data={"commitment": "on"})
    told = {rule for rule, _ in codes(application, "employer")}
    assert "JX-23" in told
    assert "JX-17" not in told


def test_rows_are_judged_one_by_one_and_against_each_other(evaluation):
    application = evaluation.complete()
    row = rows_of(application)["work_history"][0]
    row.seal("data", row.opened("data", ()) | {"started_on": "2010-07", "ended_on": "2015-06"}, ())
    row.save()
    later = {**ANSWERS["work_history"], "started_on": "2018-07", "ended_on": ""}
    evaluation.add_row(application, "work_history", later)
    short = {**ANSWERS["continuing_education"], "year": "2024", "professional_hours": "1"}
    evaluation.add_row(application, "continuing_education", short)
    StoredFile.objects.filter(pk__in=files_of(application).filter(spec_code="award_certificate")).delete()
    found = {one.rule_id: one for one in examine(fresh(application), APPLICANT)}
    assert found["JX-12"].row_id == rows_of(application)["work_history"][1].public_id
    assert found["JX-20"].detail.startswith("第 2 行")
    assert (found["JX-17"].section_key, found["JX-17"].anchor) == (
        "awards",
        f"row-{rows_of(application)['awards'][0].public_id}",
    )


def test_who_holds_no_title_yet_has_nothing_to_mend_there(evaluation):
    application = evaluation.draft()
    evaluation.add_row(application, "credentials", {"kind": "none"})
    assert "credentials" not in {section for _, section in codes(application)}


def test_the_days_of_the_plan_are_told_before_the_hand_in(evaluation):
    application = evaluation.complete()
    past = timezone.localdate() - datetime.timedelta(days=1)
    PlanWindow.objects.filter(plan=application.plan, stage="apply").update(opens_on=past, closes_on=past)
    assert blockers(application) == ["JX-45"]


def test_what_is_no_longer_taken_is_told_before_the_hand_in_and_refused_at_it(evaluation):
    application, yesterday = evaluation.complete(), timezone.localdate() - datetime.timedelta(days=1)
    plan, committee, office = evaluation.plan, evaluation.plan.committee, evaluation.office
    for thing, changes, rule, sentence in (
        (plan, {"closed_at": timezone.now()}, "JX-45", "评审计划已经结束"),
        (committee, {"is_active": False}, "JX-46", "已停用，现在不受理申报"),
        (committee, {"filed_until": yesterday}, "JX-46", "备案已到期，现在不受理申报"),
        (office, {"is_active": False}, "JX-46", "已停用，不再受理申报"),
    ):
        before = {name: getattr(thing, name) for name in changes}
        type(thing).objects.filter(pk=thing.pk).update(**changes)
        assert blockers(application) == [rule], changes
        with pytest.raises(Refused, match=sentence):
            perform(fresh(application), "submit", actor=evaluation.applicant, data={"commitment": "on"})
        type(thing).objects.filter(pk=thing.pk).update(**before)
    assert blockers(application) == []


def test_statements_do_not_grow_with_the_rows(evaluation):
    application = evaluation.complete()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            examine(fresh(application), APPLICANT)
        counts.append(len(captured))
        for key in ("education", "awards", "publications"):
            for _ in range(3):
                evaluation.add_row(application, key, ANSWERS[key])
    assert counts[0] == counts[1] <= 45

"""Whether this may be applied for: through whom, at which office, beside what the person has already."""

from collections.abc import Iterator
from datetime import date

from applications import registry
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.plan_enums import PlanStage
from applications.services.case import Case, Place
from applications.services.drafts import employer_fixed, target_of
from applications.services.employer_showing import showing_of
from applications.services.plans import return_words, returned_in
from catalogue.enums import TitleLevel

WITH_EMPLOYER = ("application_info", "basic_information", "loss")


def employer(case: Case) -> Iterator[Place]:
    """JX-44: the account of the employer named."""
    house = case.application.employer
    for key in WITH_EMPLOYER:
        if house and case.asks(key):
            told = employer_fixed(case.application) or house.name
            yield Place({"status": house.get_state_display()}, key, "id_employer_name", detail=told)


def employer_notice(case: Case) -> Iterator[Place]:
    """JX-55: while it lies with the employer, whether its notice about it ran in full and unobjected."""
    application = case.application
    if application.state != S.EMPLOYER_REVIEW:
        return
    showing = showing_of(application)
    ran = showing.is_current and showing.is_over and not showing.is_upheld
    facts = {
        "workdays": showing.shown.notice.working_days if ran else 0,
        "open_objections": int(showing.objection is not None),
    }
    yield Place(facts, detail=showing.refusal)


def level(case: Case) -> Iterator[Place]:
    """JX-46: the level chosen, against those decided there in this kind; none where nobody is at work."""
    chosen, stopped = case.application, _stopped(case.application)
    wanted = chosen.get_level_display()
    if stopped:
        yield Place({"level": wanted, "accepts": []}, detail=stopped)
    elif chosen.level:
        decided = registry.kind(chosen.kind).levels_open(target_of(chosen))
        accepts = [TitleLevel(one).label for one in decided]
        body = chosen.plan.committee.name if chosen.plan else chosen.office.short_name
        yield Place({"level": wanted, "accepts": accepts}, detail=f"{body}不办理{wanted}")


def _stopped(application) -> str:
    """Which of the committee and the office is not at work today, and why; empty where both are."""
    office = application.office
    if not office.is_active:
        return f"{office.short_name}已停用"
    committee = application.plan.committee if application.plan else None
    return "" if committee is None or committee.is_at_work() else f"{committee}{committee.status_badge.label}"


def window(case: Case) -> Iterator[Place]:
    """JX-45: today, against the days of 个人申报 of the plan, or of the stage that returned it.

    A plan that is not published has no days; a kind without plans is not judged.
    """
    plan = case.application.plan
    if plan is None:
        return
    apply, last = (
        plan.window(PlanStage.APPLY),
        plan.last_day(returned_in(case.application) or PlanStage.APPLY),
    )
    if plan.is_published and apply and last:
        days = {"start": apply.opens_on.isoformat(), "end": last.isoformat()}
        detail = return_words(case.application) or f"个人申报从 {days['start']} 到 {days['end']}"
    else:
        days = {"start": "", "end": ""}
        detail = f"{plan}的评审计划：{plan.status_badge.label}"
    yield Place({"today": case.today_words, **days}, detail=detail)


def one_series(case: Case) -> Iterator[Place]:
    """JX-42: the other applications of the same kind."""
    mine = case.application
    others = [
        (other["series"], other["application_year"])
        for other in case.others
        if other["kind"] == mine.kind and other["series"] and other["state"] not in S.refused
    ]
    if mine.series_id:
        yield Place({"series": mine.series_id, "year": mine.application_year, "others": others})


def twins(case: Case) -> Iterator[Place]:
    """JX-43: what the person has or applies for elsewhere, against the title applied for."""
    mine = case.application
    over = (*S.refused, S.GIVEN_UP)
    same = [other for other in case.others if other["kind"] == mine.kind and other["state"] not in over]
    if not mine.series_id:
        return
    barring = KindCode(mine.kind).barred_by
    held = [(series, level) for series, level, method in case.held if method in barring]
    if barring:
        held += [(other["series"], other["level"]) for other in same]
    facts = {
        "open_twin": any(other["state"] not in S.closed for other in same),
        "held": held,
        "target": (mine.series_id, mine.level),
    }
    yield Place(facts, case.sections[0].key, "id_title", detail=mine.title_path)


def barred(case: Case) -> Iterator[Place]:
    """JX-54: what is noted of the person; the sentence says until when, and whom to ask."""
    until = date.max.isoformat() if case.barred else ""
    yield Place({"blocked_until": until, "today": case.today_words}, detail=case.barred)

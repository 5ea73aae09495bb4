"""What must be true of a yearly plan: its windows in order, and complete before applicants see it."""

import datetime
from itertools import pairwise

from applications.plan_enums import PlanStage
from applications.services.plans import day_words

Windows = dict[str, tuple[datetime.date, datetime.date]]
Fault = tuple[str, str]

ENDS = (("opens_on", "开始"), ("closes_on", "截止"))
ALWAYS_NEEDED = (PlanStage.APPLY, PlanStage.EMPLOYER, PlanStage.ACCEPT, PlanStage.EVALUATE)


def window_faults(year: int, windows: Windows) -> list[Fault]:
    """(day, sentence) of every day that cannot be so; stages without a window are passed over.

    A day is called by its stage and end: apply_closes_on.
    """
    given = [stage for stage in PlanStage if stage in windows]
    faults: list[Fault] = [
        (f"{stage}_closes_on", f"{stage.label}的截止日期不能早于开始日期。")
        for stage in given
        if windows[stage][1] < windows[stage][0]
    ]
    for before, after in pairwise(given):
        for place, (end, word) in enumerate(ENDS):
            if windows[after][place] < windows[before][place]:
                sentence = f"{after.label}的{word}日期不能早于{before.label}的{word}日期。"
                faults.append((f"{after}_{end}", sentence))
    if PlanStage.APPLY in windows and windows[PlanStage.APPLY][0].year != year:
        faults.append(
            (f"{PlanStage.APPLY}_opens_on", f"个人申报要在计划的年度里开始，请填 {year} 年的日期。")
        )
    return faults


def publishing_faults(committee, windows: Windows, fee) -> list[Fault]:
    """(day, sentence) of what a plan still lacks to be published; an empty day means the committee."""
    needed = (*ALWAYS_NEEDED, *((PlanStage.PAY,) if fee else ()))
    faults: list[Fault] = [
        (f"{stage}_opens_on", f"请填写{stage.label}的开始和截止日期。")
        for stage in PlanStage
        if stage in needed and stage not in windows
    ]
    if not committee.is_active:
        faults.append(("", "这个评审会已停用，不能发布它的计划。"))
    last = windows.get(PlanStage.EVALUATE)
    if last and last[1] > committee.filed_until:
        until = day_words(committee.filed_until)
        faults.append(
            (
                f"{PlanStage.EVALUATE}_closes_on",
                f"评审会的备案到 {until}到期，评审要在这之前结束；或先办理重新备案。",
            )
        )
    return faults


def late_fault(windows: Windows, until: datetime.date, today: datetime.date) -> str:
    """Why a late opening cannot last until this day; empty when it can."""
    if until < today:
        return "补报的截止日期已经过了，请填今天或以后的日期。"
    if until <= windows[PlanStage.APPLY][1]:
        return f"个人申报到 {day_words(windows[PlanStage.APPLY][1])}才截止，补报的截止日期要在它之后。"
    if until > windows[PlanStage.ACCEPT][1]:
        return (
            f"受理到 {day_words(windows[PlanStage.ACCEPT][1])}截止，补报不能超过这一天。"
            "需要更长时间的，请先修改受理的日期。"
        )
    return ""

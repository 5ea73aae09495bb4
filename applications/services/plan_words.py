"""What was changed in a plan, in words that are recorded and told to those who are filling in."""

from applications.models.plan import money_words
from applications.plan_enums import PlanStage
from applications.services.plans import day_words
from catalogue.enums import TitleLevel

TERMS = {
    "fee_amount": "评审费",
    "collects_online": "网上收费",
    "quota": "评审名额",
    "needs_authority_review": "主管单位审核",
    "notes": "说明",
}


def days_words(window) -> str:
    """11 月 1 日至 11 月 20 日 of a pair of days; 未安排 of None."""
    return f"{day_words(window[0])}至 {day_words(window[1])}" if window else "未安排"


def _value_words(name, value) -> str:
    if name == "fee_amount":
        return money_words(value)
    if name == "quota":
        return f"{value} 人" if value else "不限"
    return "是" if value else "否"


def terms_changed(before: dict, after: dict) -> list[str]:
    """One clause for each of the terms that differ."""
    names = [name for name in TERMS if before[name] != after[name]]
    return [
        "说明有修改"
        if name == "notes"
        else f"{TERMS[name]}由{_value_words(name, before[name])}改为{_value_words(name, after[name])}"
        for name in names
    ]


def windows_changed(before: dict, after: dict) -> list[str]:
    """One clause for each stage whose days differ."""
    return [
        f"{stage.label}由 {days_words(before.get(stage))}改为 {days_words(after.get(stage))}"
        for stage in PlanStage
        if before.get(stage) != after.get(stage)
    ]


def requirements_changed(levels) -> str:
    """The levels whose required sections differ."""
    names = "、".join(level.label for level in TitleLevel if level in levels)
    return f"{names}的必填部分有调整"

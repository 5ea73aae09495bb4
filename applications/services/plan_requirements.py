"""What a plan requires, in words and as a form shows it."""

from applications.plan_sections import DEFAULT, SECTIONS
from applications.services.plans import required_sections
from catalogue.enums import TitleLevel


def sections_of(plan, series) -> dict[str, list[str]]:
    """The keys required for each level of the committee, for one series or, with None, for all."""
    code = series.code if series else ""
    return {level: list(required_sections(plan, code, level)) for level in plan.committee.levels}


def requirement_table(plan) -> list[tuple[str, str]]:
    """(series and level, titles of the required sections) of every line; without one the usual ones."""
    lines = list(plan.requirements.select_related("series"))
    shown = [(None, level, _common(lines, level)) for level in TitleLevel if level in plan.committee.levels]
    shown += [(line.series, TitleLevel(line.level), line.section_keys) for line in lines if line.series_id]
    return [
        (f"{series} · {level.label}" if series else level.label, _titles(keys))
        for series, level, keys in shown
    ]


def _common(lines, level):
    return next((line.section_keys for line in lines if not line.series_id and line.level == level), DEFAULT)


def _titles(keys) -> str:
    return "、".join(title for key, title in SECTIONS if key in keys)

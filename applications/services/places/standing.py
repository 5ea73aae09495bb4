"""What is filled in and saved, and what the forms and a return say."""

from collections.abc import Iterator
from uuid import UUID

from applications.services.case import Case, Entry, Place
from applications.services.completeness import Blocker
from core.rich_text import text_length

TEXTS = {
    "achievements": {"content": "项目内容", "part": "本人作用", "effect": "完成情况"},
    "work_summary": {"summary": "工作小结"},
}


def required(case: Case) -> Iterator[Place]:
    """JX-01: every question with a star, and what else a section lacks for its tick."""
    for section in case.sections:
        for entry in case.of(section.key):
            for name, one in section.form.starred(entry.answers):
                label = str(one.label)
                facts = {"required": [label], "values": {label: entry.get(name)}}
                yield entry.at(facts, name, f"请填写{label}。")
    for key, gaps in case.gaps.items():
        for gap in gaps:
            if gap.anchor:
                facts = {"required": [gap.sentence], "values": {gap.sentence: ""}}
                yield _told(key, gap, facts)


def ticks(case: Case) -> Iterator[Place]:
    """JX-02: every section has its tick; what lacks at one place of it is JX-01."""
    for key, gaps in case.gaps.items():
        whole = [gap for gap in gaps if not gap.anchor]
        for gap in whole:
            yield _told(key, gap, {"sections": {key: False}})
        if not whole:
            yield Place({"sections": {key: True}}, key)


def forms(case: Case) -> Iterator[Place]:
    """BD-01: what was saved, judged once more by the forms of today."""
    for key, faults in case.faults.items():
        for fault in faults:
            yield _told(key, fault, {"refusal": fault.sentence})
        if not faults and case.entries.get(key):
            yield Place({"refusal": ""}, key)


def _told(key: str, blocker: Blocker, facts: dict) -> Place:
    kind, _, row = blocker.anchor.partition("-")
    row_id = UUID(row) if kind == "row" else None
    return Place(facts, key, blocker.anchor, row_id, blocker.sentence)


def texts(case: Case) -> Iterator[Place]:
    """JX-50: texts that have a limit."""
    for key, fields in TEXTS.items():
        for entry in case.of(key):
            for name, label in fields.items():
                facts = {"field": label, "chars": _length(case, entry, name)}
                yield entry.at(facts, name, f"{label}现在有 {facts['chars']} 个字")


def _length(case: Case, entry: Entry, name: str) -> int:
    section = next(one for one in case.sections if one.key == entry.section_key)
    words = entry.get(name)
    return text_length(words) if name in section.form.rich else len(words)


def complaints(case: Case) -> Iterator[Place]:
    """JX-58: sections complained about and saved since."""
    for key, is_same in case.unchanged.items():
        yield Place({"flagged": [key], "changed": [] if is_same else [key]}, key)

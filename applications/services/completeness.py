"""What is still missing before an application may be handed in: the ticks and the list of 审核报送."""

from dataclasses import dataclass

from applications import registry
from applications.enums import ApplicationState
from applications.services.answers import answers_of, bound_to_saved
from applications.services.files import files_by_spec
from core.sections import Section
from core.uploads import upload_spec

DONE, MUST_CHANGE, OPEN = "ok", "warn", ""
WORDS = {DONE: "已完成", MUST_CHANGE: "需要修改", OPEN: "未填写"}


@dataclass(frozen=True)
class Blocker:
    """One thing that bars the way: a sentence, and the anchor in the section where it is mended."""

    sentence: str
    anchor: str = ""


@dataclass(frozen=True)
class SectionStatus:
    """One entry of the left list: its tick (ok, warn or empty) and what bars it."""

    section: Section
    tick: str
    blockers: tuple[Blocker, ...] = ()

    @property
    def words(self) -> str:
        """The tick in words, for screen readers."""
        return WORDS[self.tick]


def outline(application) -> list[SectionStatus]:
    """The left list: green only for what is saved and has its files. The same statements for any content."""
    return [_status(*facts, blockers=_missing(*facts)) for facts in _facts(application)]


def report(application) -> list[SectionStatus]:
    """The list of 审核报送: as `outline`, and every saved answer judged once more by today's rules."""
    statuses = []
    for application_, section, answer, files in _facts(application):
        facts = (application_, section, answer, files)
        blockers = _missing(*facts)
        if answer and answer.saved_at:
            blockers += _no_longer_valid(section, answer, application)
        statuses.append(_status(*facts, blockers=blockers))
    return statuses


def blocker_count(statuses) -> int:
    """How many things bar the way, all sections together."""
    return sum(len(status.blockers) for status in statuses)


def _facts(application):
    answers, files = answers_of(application), files_by_spec(application)
    for section in registry.kind(application.kind).sections:
        yield application, section, answers.get(section.key), files


def _missing(application, section, answer, files) -> tuple[Blocker, ...]:
    blockers = [
        Blocker(f"还差{upload_spec(code).label}。请上传后保存。", f"files-{code}")
        for code in section.required_uploads
        if not files.get(code)
    ]
    if answer is None or answer.saved_at is None:
        blockers.insert(0, Blocker("这一部分还没有保存（左侧没有绿色打钩）。请填写后点“保存”。"))
    elif answer.draft is not None:
        blockers.insert(0, Blocker("有修改还没有保存。没保存的内容不会报送，请打开这一部分点“保存”。"))
    elif _is_flagged(application, section) and answer.saved_at < application.turn_began_at:
        blockers.insert(0, Blocker("这一部分被退回了。请按退回意见修改后点“保存”。"))
    return tuple(blockers)


def _no_longer_valid(section, answer, application) -> tuple[Blocker, ...]:
    form = bound_to_saved(section, answer, application)
    return tuple(
        Blocker(f"{form.fields[name].label}：{sentence}" if name in form.fields else sentence, f"id_{name}")
        for name, sentences in form.errors.items()
        for sentence in sentences
    )


def _is_flagged(application, section) -> bool:
    return application.state == ApplicationState.RETURNED and section.key in application.flagged_sections


def _status(application, section, answer, _files, *, blockers) -> SectionStatus:
    if not blockers:
        return SectionStatus(section, DONE)
    begun = answer is not None and (answer.saved_at or _is_flagged(application, section))
    return SectionStatus(section, MUST_CHANGE if begun else OPEN, blockers)

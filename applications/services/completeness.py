"""What is still missing before an application may be handed in: the ticks and the list of 审核报送."""

from dataclasses import dataclass

from applications import registry
from applications.enums import ApplicationState
from applications.models import Application, ReturnItem, SectionAnswer, SectionRow
from applications.services.answers import all_bound
from applications.services.contents import Contents, contents_of
from applications.services.drafts import road_lock
from applications.services.mending import Comparison
from applications.services.return_scope import items_in_force, narrow_items
from catalogue.fields import entries_of, groups_of
from core.models import StoredFile
from core.sections import Section
from core.uploads import upload_spec

DONE, MUST_CHANGE, OPEN = "ok", "warn", ""
OPTIONAL = "选填，未填写"
WORDS = {DONE: "已完成", MUST_CHANGE: "需要修改", OPEN: "未填写"}


@dataclass(frozen=True)
class Blocker:
    """One thing that bars the way: a sentence, and the anchor in the section where it is mended."""

    sentence: str
    anchor: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known of one section: its answer, its rows, and the files of the whole application.

    Where a return is about single rows or pictures of it, `told` are these, and `unsettled` those of them
    that were neither changed nor answered with a reason.
    """

    application: Application
    section: Section
    answer: SectionAnswer | None
    rows: list[SectionRow]
    files: dict[tuple, list[StoredFile]]
    is_required: bool
    new_drafts: int = 0
    told: tuple[ReturnItem, ...] = ()
    unsettled: tuple[ReturnItem, ...] = ()

    @property
    def is_flagged(self) -> bool:
        """Whether a return complained about this section."""
        returned = self.application.state in ApplicationState.returned_to
        return returned and self.section.key in self.application.flagged_sections

    @property
    def is_closed(self) -> bool:
        """Whether the road keeps it closed now; it is judged while it is open."""
        return bool(road_lock(self.application, self.section))

    @property
    def is_saved(self) -> bool:
        """Whether there are saved answers to judge: of a section with many, rows."""
        return bool(self.rows if self.section.many else self.answer and self.answer.saved_at)

    @property
    def is_begun(self) -> bool:
        """Whether anything was saved in it, or a return complained about it."""
        return bool(self.rows or (self.answer and self.answer.saved_at) or self.is_flagged)

    @property
    def counts(self) -> bool:
        """Whether it must be complete: it is asked for, or something was written in it, saved or not."""
        return self.is_required or self.is_begun or self.is_typed

    @property
    def is_typed(self) -> bool:
        """Whether something was typed and not saved, in the section or for a new row."""
        return bool(self.new_drafts or (self.answer and self.answer.draft is not None))


@dataclass(frozen=True)
class SectionStatus:
    """One entry of the left list: its tick (ok, warn or empty), and what bars it.

    `gaps` is what it lacks, `faults` what the forms of today say against what was saved.
    """

    section: Section
    tick: str
    is_required: bool
    gaps: tuple[Blocker, ...] = ()
    faults: tuple[Blocker, ...] = ()

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Everything that bars the way."""
        return self.gaps + self.faults

    @property
    def words(self) -> str:
        """The tick in words, for screen readers."""
        return OPTIONAL if self.tick == OPEN and not self.is_required else WORDS[self.tick]


def outline(application, contents: Contents | None = None) -> list[SectionStatus]:
    """The left list: green only for what is saved and has its files. The same statements for any content."""
    found = _facts(application, contents or contents_of(application))
    return [_status(facts, _missing(facts)) for facts in found]


def report(application, contents: Contents) -> list[SectionStatus]:
    """The list of 审核报送: as `outline`, and every saved answer judged once more by today's rules."""
    found = list(_facts(application, contents))
    lists = entries_of(set().union(*(groups_of(facts.section.form) for facts in found if facts.is_saved)))
    return [_status(facts, _missing(facts), _no_longer_valid(facts, lists)) for facts in found]


def _facts(application, contents):
    kind = registry.kind(application.kind)
    required, items = kind.requires(application), items_in_force(application)
    comparison = Comparison(application, contents)
    for section in kind.sections:
        told = narrow_items(items, section.key)
        yield Facts(
            application,
            section,
            contents.answers.get(section.key),
            contents.rows[section.key],
            contents.files,
            section.key in required,
            len(contents.new_drafts[section.key]),
            tuple(told),
            tuple(item for item in told if not (item.answer or comparison.is_mended(item))),
        )


def _missing(facts) -> tuple[Blocker, ...]:
    if facts.is_closed or not facts.counts:
        return ()
    lacking = tuple(_too_few_rows(facts))
    # A row is saved by itself: what is short of rows needs no second sentence about saving.
    unsaved = () if lacking else tuple(_not_saved(facts))
    return (*unsaved, *_unsaved_rows(facts), *lacking, *_missing_files(facts))


def _not_saved(facts):
    answer = facts.answer
    if answer is None or answer.saved_at is None:
        yield Blocker("这一部分还没有保存（左侧没有绿色打钩）。请填写后点“保存”。")
    elif answer.draft is not None:
        yield Blocker("有修改还没有保存。没保存的内容不会报送，请打开这一部分点“保存”。")
    elif facts.told:
        for item in facts.unsettled:
            yield Blocker(f"{item.place}还没有改。请按退回意见修改，或者写明不改的理由。")
    elif facts.is_flagged and answer.saved_at < facts.application.turn_began_at:
        yield Blocker("这一部分被退回了。请按退回意见修改后点“保存”。")


def _unsaved_rows(facts):
    for n, row in enumerate(facts.rows, 1):
        if row.draft is not None:
            yield Blocker(f"第 {n} 条有修改还没有保存。没保存的内容不会报送。", f"row-{row.public_id}")
    if facts.new_drafts:
        sentence = f"有 {facts.new_drafts} 条新填的内容还没有保存。请打开这一部分保存，或者放弃。"
        yield Blocker(sentence, f"unsaved-{facts.section.key}")


def _too_few_rows(facts):
    least, count = facts.section.min_items, len(facts.rows)
    if count < least:
        yield Blocker(f"至少要有 {least} 条，现在有 {count} 条。请添加。", f"rows-{facts.section.key}")


def _missing_files(facts):
    """What is required stands once in the section, or once with each of its rows."""
    places = [(f"第 {n} 条", row.public_id) for n, row in enumerate(facts.rows, 1)]
    for whose, row_id in places if facts.section.many else [("", None)]:
        for code in facts.section.required_uploads:
            if not facts.files.get((code, row_id)):
                anchor = f"row-{row_id}" if row_id else f"files-{code}"
                yield Blocker(f"{whose}还差{upload_spec(code).label}。请上传后保存。", anchor)


def _no_longer_valid(facts, lists) -> tuple[Blocker, ...]:
    if facts.is_closed or not facts.is_saved:
        return ()
    if not facts.section.many:
        return tuple(_faults(all_bound(facts.section, [facts.answer], facts.application, lists)[0]))
    forms = all_bound(facts.section, facts.rows, facts.application, lists)
    return tuple(
        Blocker(f"第 {n} 条的{blocker.sentence}", f"row-{row.public_id}")
        for n, (row, form) in enumerate(zip(facts.rows, forms, strict=True), 1)
        for blocker in _faults(form)
    )


def _faults(form):
    for name, sentences in form.errors.items():
        for sentence in sentences:
            words = f"{form.fields[name].label}：{sentence}" if name in form.fields else sentence
            yield Blocker(words, f"id_{name}")


def _status(facts, gaps, faults=()) -> SectionStatus:
    """Green for what is complete; what need not be filled in and was not stays open and bars nothing.

    What the road keeps closed is not judged: green if it was saved before, open if it is still to come.
    """
    if facts.is_closed:
        return SectionStatus(facts.section, DONE if facts.is_begun else OPEN, facts.is_required)
    barred, clear = (MUST_CHANGE if facts.is_begun else OPEN), (DONE if facts.counts else OPEN)
    tick = barred if gaps or faults else clear
    return SectionStatus(facts.section, tick, facts.is_required, gaps, faults)

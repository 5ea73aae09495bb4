"""退回个人: what the desk noted, what the form adds, and until when it is to be answered."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property, lazy

from accounts.actors import Capacity
from applications import registry
from applications.forms.moves import OpinionForm, QuotingForm, opinion_field
from applications.models.returns import SENTENCE_LIMIT
from applications.services.check_rules import check_rules
from applications.services.noting import Defect, notes_of
from applications.services.return_places import EVERYWHERE, Spot, spot_of, spot_of_section
from applications.services.returns import MOVE, usual_days
from catalogue.working_days import add_working_days

OTHER = "TH-41"
LONGEST_DAYS = 90
AS_TOLD = "这一部分请按退回意见修改。"
NOTED = "一次性告知 {count} 处，请逐处修改。"
NOTED_MEANWHILE = "打开这页以后，记下的问题有变动，现在共 {count} 处。请看过再退回。"


def days_field(*, required: bool) -> forms.IntegerField:
    """Working days to answer a return."""
    return forms.IntegerField(
        label="补正期限（工作日）",
        required=required,
        min_value=1,
        max_value=LONGEST_DAYS,
        widget=forms.NumberInput(attrs={"class": "w-date num"}),
        error_messages={
            "required": "请填写补正期限，例如 10 个工作日。",
            "invalid": "请填写工作日的天数，例如 10。",
            "min_value": "补正期限至少 1 个工作日。",
            "max_value": f"补正期限最多 {LONGEST_DAYS} 个工作日。",
        },
    )


class RevivalForm(OpinionForm):
    """恢复 of what lapsed: why, and how many working days there are to answer the return now."""

    days = days_field(required=True)
    field_order = ("days", "opinion")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial = {"days": usual_days()} | self.initial
        self.fields["days"].help_text = lazy(_days_words, str)(usual_days())

    def repeats(self, row):
        """The same words may give other days."""
        given = self.subject.returns.sent().latest("pk").working_days
        return super().repeats(row) and self.said("days") == given


class NotedForm(QuotingForm):
    """A return to somebody: it tells what was noted at the desk."""

    @cached_property
    def notes(self) -> list:
        """What was noted at the desk for this return."""
        return notes_of(self.subject)

    @property
    def tail(self) -> str:
        """What the button adds to its words: how many defects were noted."""
        return f"（{len(self.notes)} 处）" if self.notes else ""

    def nothing_said(self) -> str:
        """The opinion that stands where only defects were noted."""
        return NOTED.format(count=len(self.notes)) if self.notes else ""


class ReturnToEmployerForm(NotedForm):
    """退回单位: the employer reads what was noted beside the opinion."""

    opinion = opinion_field(
        "意见", "单位会看到这段话和上面记下的问题，也可以只勾选下面要引用的原因。", required=False
    )

    def clean(self):
        return super().clean() | {"notes": self.notes}


class ReturnForm(NotedForm):
    """What is to be mended, where, and until when.

    Among the cleaned answers `notes` are the defects noted at the desk, `told` those the form adds, `days`
    the working days to answer, None for an employer, who sets none. `seen` tells the notes that the page
    showed, for a colleague may have noted more since.
    """

    opinion = opinion_field(
        "退回意见",
        "申报人会逐字看到这段话，请一次写清要改哪里、怎么改；上面已经记下问题的，可以不写。",
        required=False,
    )
    days = days_field(required=False)
    sections = forms.MultipleChoiceField(
        label="还要整个打开的部分",
        help_text="记下问题的地方会自动打开；这里勾选的部分申报人也能整个修改。什么都没记、也一个不勾，就全部可以修改。",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("opinion", "days", "sections", "reasons", "seen")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is None:
            return
        self.fields["sections"].choices = [(one.key, one.title) for one in self._open_ones]
        self.initial = {"seen": lambda: self.mark, "days": usual_days()} | self.initial
        self.fields["days"].help_text = lazy(_days_words, str)(usual_days())
        if self.actor is None or self.actor.capacity != Capacity.TITLE_OFFICE:
            del self.fields["days"]

    @property
    def mark(self) -> str:
        """Tells what is noted now from what was noted when a page was opened."""
        return _mark([(note.pk, note.code, note.sentence) for note in self.notes]) if self.notes else ""

    @cached_property
    def _open_ones(self) -> list:
        kind = registry.kind(self.subject.kind)
        closed = kind.closed_sections(kind.workflow.transitions[MOVE].targets[0])
        return [section for section in kind.sections if section.key not in closed]

    def clean_days(self):
        return self.cleaned_data["days"] or usual_days()

    def clean(self):
        """With nothing noted the opinion stands alone; then no part named opens all."""
        if self.data.get("seen", self.mark) != self.mark:
            # The page that says so shows what is noted now: sent once more, it holds.
            self.data = self.data.copy()
            self.data["seen"] = self.mark
            raise ValidationError(NOTED_MEANWHILE.format(count=len(self.notes)))
        answers = super().clean()
        chosen, places = answers.get("sections", []), self._places(answers)
        if chosen or self.notes:
            chosen = {*chosen, *(spot.section_key for spot, _, _ in places)}
            chosen |= {note.section_key for note in self.notes}
        keys = [section.key for section in self._open_ones if section.key in chosen]
        told = [Defect(*place) for place in places]
        told += self._wholly_opened(answers) or self._at_large(answers, told)
        return answers | {
            "sections": keys,
            "notes": self.notes,
            "told": told,
            "days": answers.get("days"),
            "answers_mark": self.answers_mark,
        }

    def repeats(self, row):
        """The same press again: the notice keeps the mark of what was answered."""
        notice = getattr(row, "return_notice", None)
        return notice is not None and notice.answers_mark == self.answers_mark

    @property
    def answers_mark(self) -> str:
        """Tells these answers from others."""
        named = ("opinion", "days", "sections", "reasons", "seen")
        widgets = {name: self.fields[name].widget for name in named if name in self.fields}
        raw = [widget.value_from_datadict(self.data, {}, name) for name, widget in widgets.items()]
        return _mark([sorted(one) if isinstance(one, list) else (one or "").strip() for one in raw])

    def _places(self, answers) -> list[tuple[Spot, str, str]]:
        """The quoted sentences at their places: findings where they were made, usual reasons at large."""
        wanted = answers.get("reasons") or ()
        found = [
            (spot_of(one), one.rule_id, _cut(one.sentence)) for one in self.findings if one.rule_id in wanted
        ]
        known = {code for _, code, _ in found}
        usual = [one for one in wanted if one not in known]
        return found + [(Spot(EVERYWHERE), code, _cut(check_rules()[code].sentence)) for code in usual]

    def _wholly_opened(self, answers) -> list[Defect]:
        """A part that is opened as a whole is told as a whole."""
        whole = {note.section_key for note in self.notes if not note.is_narrow}
        chosen = answers.get("sections", [])
        return [
            Defect(spot_of_section(section), OTHER, AS_TOLD)
            for section in self._open_ones
            if section.key in chosen and section.key not in whole
        ]

    def _at_large(self, answers, told) -> list[Defect]:
        """An opinion alone is about the whole application."""
        if told or self.notes:
            return []
        return [Defect(Spot(EVERYWHERE), OTHER, _cut(answers.get("opinion", "")))]


def _mark(facts) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _cut(words: str) -> str:
    return words if len(words) <= SENTENCE_LIMIT else f"{words[: SENTENCE_LIMIT - 1]}…"


def _days_words(days: int) -> str:
    due = add_working_days(timezone.localdate(), days)
    return f"从明天起 {days} 个工作日，到 {due}（含当日）截止；逾期没有报送的，视为放弃。"

"""A section of a form-filling job, declared once: its title, its questions, its files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from core.readable import ReadableForm


class SectionForm(ReadableForm):
    """The questions of one section; `subject` is the row being filled in and `actor` the person filling it.

    `pii` names the answers that are kept encrypted and starred for staff, `rich` those that are HTML of the
    editor, `silent` those that only serve the page and are not read by anybody, `wide` those that take a
    whole line; `short_labels` stand in read-only views for labels that tell how to fill in. Where a section
    has many rows, `row_when` names the date (or start and end) of a row, `row_title` what heads it, and
    `row_facts` what stands below, each with the words put before it.
    """

    pii: tuple[str, ...] = ()
    rich: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    row_when: tuple[str, ...] = ()
    row_title: tuple[str, ...] = ()
    row_facts: dict[str, str] = {}

    def __init__(self, data=None, *, subject=None, actor=None, **kwargs):
        super().__init__(data, **kwargs)
        self.subject = subject
        self.actor = actor

    @classmethod
    def starred(cls, _answers: dict) -> list[tuple[str, forms.Field]]:
        """(name, question) of everything that must be answered, given what was answered."""
        return [(name, field) for name, field in cls.base_fields.items() if field.required]

    def settled(self):
        """Read the lists of values now, once for all rows that will be put in words."""
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = list(field.choices)
        return self

    def settled_as(self, other: "SectionForm"):
        """Take the lists of values that another form of the same section has read already."""
        for name, field in other.fields.items():
            if isinstance(field, forms.ChoiceField):
                cast(forms.ChoiceField, self.fields[name]).choices = field.choices
        return self

    def promoted(self) -> dict:
        """Values for the columns the section promotes, from the cleaned answers."""
        return self.cleaned_data


@dataclass(frozen=True)
class Section:
    """One entry of the left list. `uploads` are codes of upload specifications, `promotes` the answers that
    also become columns of the subject. `depends_on_office` marks answers that a change of level or office
    may make void, `shows_identity` puts the account's own data above the questions.

    With `many` the section is a list of rows, each with the form and the files to itself: at least
    `min_items` and at most `max_items`, called `noun`; no two rows answer the question `unique_row` alike.
    `drawn_from` are the sections of the person's archive that answer the same questions, and
    `answers_from(certificate)` gives the answers of a row that a certificate of the person becomes.
    """

    key: str
    title: str
    form: type[SectionForm]
    promotes: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    required_uploads: tuple[str, ...] = ()
    hint: str = ""
    depends_on_office: bool = False
    shows_identity: bool = False
    drawn_from: tuple[str, ...] = ()
    answers_from: Callable[[Any], dict] | None = None
    many: bool = False
    min_items: int = 0
    max_items: int = 200
    noun: str = "一条"
    unique_row: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether rows of it may be taken over from elsewhere."""
        return self.many and bool(self.drawn_from or self.answers_from)

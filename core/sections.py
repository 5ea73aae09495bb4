"""A section of a form-filling job, declared once: its title, its questions, its files."""

from dataclasses import dataclass

from django import forms


class SectionForm(forms.Form):
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
    short_labels: dict[str, str] = {}
    row_when: tuple[str, ...] = ()
    row_title: tuple[str, ...] = ()
    row_facts: dict[str, str] = {}

    def __init__(self, data=None, *, subject=None, actor=None, **kwargs):
        super().__init__(data, **kwargs)
        self.subject = subject
        self.actor = actor

    def settled(self):
        """Read the lists of values now, once for all rows that will be put in words."""
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = list(field.choices)
        return self

    def readable(self, answers: dict) -> list[tuple[str, str, str]]:
        """Every question with its answer in words, as (field name, label, text), for read-only views."""
        return [
            (name, self.short_labels.get(name, str(field.label)), self.words(name, field, answers.get(name)))
            for name, field in self.fields.items()
        ]

    def differences(self, mine: dict, theirs: dict) -> list[tuple[str, str, str]]:
        """(label, mine, theirs) in words of every question whose two answers differ."""
        asked = {name for name, field in self.fields.items() if not field.widget.is_hidden}
        rows = zip(self.readable(mine), self.readable(theirs), strict=True)
        return [
            (label, ours, other)
            for (name, label, ours), (_, _, other) in rows
            if name in asked and ours != other
        ]

    def typed(self) -> dict:
        """What stands in the controls of the form now."""
        return {name: self[name].value() for name in self.fields}

    def promoted(self) -> dict:
        """Values for the columns the section promotes, from the cleaned answers."""
        return self.cleaned_data

    @staticmethod
    def words(name, field, value) -> str:
        """One stored answer as a person reads it: the label of a choice, never its code."""
        if isinstance(field, forms.BooleanField):
            return "是" if value else "否"
        return str(_labels(field).get(value, value)) if value else ""


def _labels(field) -> dict:
    """Labels by code of a field with choices, groups opened; empty for other fields."""
    labels: dict = {}
    for code, label in getattr(field, "choices", ()):
        labels.update(label if isinstance(label, list | tuple) else [(code, label)])
    return labels


@dataclass(frozen=True)
class Section:
    """One entry of the left list. `uploads` are codes of upload specifications, `promotes` the answers that
    also become columns of the subject. `depends_on_office` marks answers that a change of level or office
    may make void, `shows_identity` puts the account's own data above the questions.

    With `many` the section is a list of rows, each with the form and the files to itself: at least
    `min_items`, at most `max_items`, called `noun`; no two rows answer the question `unique_row` alike.
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
    many: bool = False
    min_items: int = 0
    max_items: int = 200
    noun: str = "一条"
    unique_row: str = ""

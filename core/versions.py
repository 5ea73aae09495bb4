"""The version of a row a person saw when they opened its form, so that no save overwrites another unseen."""

from collections.abc import Callable
from typing import Self, cast

from django import forms
from django.http import QueryDict

from core.errors import Refused, Stale
from core.readable import ReadableForm


def version_of(data) -> int:
    """The version a form was shown with; what is not a number counts as never seen."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def version_to_show(row, data=None, refusal=None) -> int:
    """The version a page carries: the row's when it is opened or has just told of somebody faster (Stale).

    A page shown again for another reason keeps the version it was opened with, else the next save would
    overwrite what nobody has seen.
    """
    return version_of(data) if data and not isinstance(refusal, Stale) else row.version


class VersionField(forms.CharField):
    """The hidden version; cleaned as `version_of` reads it."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value) -> int:
        return version_of({"version": value or ""})


class VersionedForm(ReadableForm):
    """A form over a row that others may change meanwhile; it carries the version it was shown with.

    A save on another one is Stale: `conflict` then holds the two sides for `components/_conflict.html`, what
    was typed stays, and the next save is on the row as it stands.
    """

    version = VersionField()
    conflict: list[tuple[str, str, str]] | None = None
    conflict_sentence = ""

    @staticmethod
    def initial_of(row) -> dict:
        """What the row says, by the names of the fields."""
        raise NotImplementedError

    @classmethod
    def of(cls, row, data=None, **kwargs) -> Self:
        """The form over `row` as it stands, bound to what was posted if anything was."""
        return cls(data, initial={**cls.initial_of(row), "version": row.version}, **kwargs)

    def meet(self, stale: Stale) -> None:
        """Put what was typed beside what somebody else saved."""
        self.conflict = self.differences(self.typed(), self.initial_of(stale.current))
        self.conflict_sentence = str(stale)
        posted = cast(QueryDict, self.data).copy()
        posted["version"] = str(stale.current.version)
        self.data = posted


def save_through(form, save: Callable) -> tuple[object, int, Stale | None]:
    """Call `save(form)` if the form is valid: (what it returned, 0, None).

    Else (None, the status to answer with, what somebody else saved meanwhile): the form says why.
    """
    if not form.is_valid():
        return None, 422, None
    try:
        return save(form), 0, None
    except Stale as stale:
        return None, stale.status, stale
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None, refusal.status, None


def attempt(form: VersionedForm, act: Callable[[], object]) -> int:
    """Do `act`: 0 when it is done, else the status to answer with, and the form says why."""
    try:
        act()
    except Stale as stale:
        form.meet(stale)
        return stale.status
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    return 0

"""The kinds of application, each a value."""

from dataclasses import dataclass

from core import audit
from core.sections import Section
from core.workflow import Workflow


@dataclass(frozen=True)
class ApplicationKind:
    """One kind: its sections, its road and what its numbers begin with.

    `level_groups` are the levels it is open for, `wrong_level` the sentence for the others.
    """

    code: str
    label: str
    prefix: str
    form_version: int
    sections: tuple[Section, ...]
    workflow: Workflow
    level_groups: tuple[str, ...]
    wrong_level: str

    def section(self, key: str) -> Section:
        """The section of this key; KeyError if the kind has none."""
        return {section.key: section for section in self.sections}[key]


_kinds: dict[str, ApplicationKind] = {}


def register(new: ApplicationKind) -> ApplicationKind:
    """Make a kind known under its code; a second one of the same code is a mistake."""
    if _kinds.setdefault(new.code, new) is not new:
        raise ValueError(f"application kind {new.code} is registered twice")
    audit.put_in_words("applications.created", "kind", {new.code: new.label})
    audit.put_in_words("applications.section_saved", "section", {one.key: one.title for one in new.sections})
    return new


def kind(code: str) -> ApplicationKind:
    """The kind of this code; KeyError if there is none."""
    return _kinds[code]


def kinds() -> tuple[ApplicationKind, ...]:
    """All kinds in the order they were registered."""
    return tuple(_kinds.values())

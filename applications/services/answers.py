"""Reading and writing the answers of one section, whatever its form."""

from accounts.services import profile
from applications.models import SectionAnswer
from catalogue.fields import with_lists
from core.rich_text import sanitise

# Far above any field, far below what one request may carry.
LONGEST_DRAFT = 100_000


def typed(section, data) -> dict:
    """What was typed into the form of a section, unchecked, each text cut at LONGEST_DRAFT."""
    answers = {}
    for name, field in section.form.base_fields.items():
        value = field.widget.value_from_datadict(data, {}, name)
        if isinstance(value, str):
            value = value[:LONGEST_DRAFT].replace("\x00", "").replace("\r\n", "\n")
            value = sanitise(value) if name in section.form.rich else value
        answers[name] = value
    return answers


def answers_of(application) -> dict[str, SectionAnswer]:
    """The stored answers by section key, in one statement."""
    return {answer.section_key: answer for answer in application.answers.all()}


def saved(section, answer) -> dict:
    """What 保存 accepted last, in plain text; empty when nothing was saved yet."""
    return answer.opened("data", section.form.pii) if answer else {}


def shown(section, answer) -> dict:
    """What was written in the form: the newer draft, else what was saved."""
    if answer and answer.draft is not None:
        return answer.opened("draft", section.form.pii)
    return saved(section, answer)


def offered(section, answer, person) -> dict:
    """What the person finds in the form: what was written there, before that what the archive knows."""
    return shown(section, answer) if is_begun(answer) else drawn(section, person)


def is_begun(answer) -> bool:
    """Whether anything was ever written in the section; one emptied since was."""
    return bool(answer and answer.version)


def drawn(section, person) -> dict:
    """What the person's archive answers already of a section; questions alike have the same name there."""
    known: dict = {}
    for key in section.drawn_from:
        known |= profile.answers_of(person, key)
    return {name: known[name] for name in section.form.base_fields if name in known}


def says_the_same(words: dict, stored: dict) -> bool:
    """Whether typed answers are those stored; an empty answer and one never given are the same."""
    return all(_text(words[name]) == _text(stored.get(name)) for name in words)


def _text(value) -> str:
    """An answer as it would be typed: a stored number is what its digits are."""
    return str(value) if value else ""


def bound_to(section, stored, application, actor=None):
    """The form of a section filled with what was saved in an answer or a row, to judge it again."""
    return section.form(saved(section, stored), subject=application, actor=actor)


def all_bound(section, stored, application, lists) -> list:
    """The forms of one answer, or of at least one row, to judge them again; `lists` are read already."""
    forms = [bound_to(section, one, application) for one in stored]
    first = with_lists(forms[0], lists)
    return [form.settled_as(first.settled()) for form in forms] if section.many else [first]

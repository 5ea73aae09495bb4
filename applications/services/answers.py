"""Reading and writing the answers of one section, whatever its form."""

from accounts.services import profile
from applications.models import SectionAnswer
from core.rich_text import sanitise

# Far above any field, far below what one request may carry.
LONGEST_DRAFT = 100_000
# What a section finds in 个人资料 while nothing was written in it: the sections whose questions it asks too.
DRAWN_FROM = {"basic_profile": ("basic", "education", "contact")}


def typed(section, data) -> dict:
    """What was typed into the form of a section, unchecked, each text cut at LONGEST_DRAFT."""
    answers = {}
    for name, field in section.form.base_fields.items():
        value = field.widget.value_from_datadict(data, {}, name)
        if isinstance(value, str):
            value = value[:LONGEST_DRAFT].replace("\x00", "")
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
    for key in DRAWN_FROM.get(section.key, ()):
        known |= profile.answers_of(person, key)
    return {name: known[name] for name in section.form.base_fields if name in known}


def says_the_same(words: dict, stored: dict) -> bool:
    """Whether typed answers are those stored; an empty answer and one never given are the same."""
    return all((words[name] or "") == (stored.get(name) or "") for name in words)


def bound_to_saved(section, answer, application, actor=None):
    """The form of a section filled with what was saved, to judge it again."""
    return section.form(saved(section, answer), subject=application, actor=actor)

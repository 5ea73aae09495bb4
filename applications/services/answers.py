"""Reading and writing the answers of one section, whatever its form."""

from applications.models import SectionAnswer
from core.rich_text import sanitise

# Far above any field, far below what one request may carry.
LONGEST_DRAFT = 100_000


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
    """What the person finds in the form: the newer draft, else what was saved."""
    if answer and answer.draft is not None:
        return answer.opened("draft", section.form.pii)
    return saved(section, answer)


def says_the_same(words: dict, stored: dict) -> bool:
    """Whether typed answers are those stored; an empty answer and one never given are the same."""
    return all((words[name] or "") == (stored.get(name) or "") for name in words)


def bound_to_saved(section, answer, application, actor=None):
    """The form of a section filled with what was saved, to judge it again."""
    return section.form(saved(section, answer), subject=application, actor=actor)

"""核对报表: what a paper with this check code is, of what state and day; the name masked, nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from applications.models import EmployerNotice, PrintedDocument, ResultNotice
from core import limits
from core.errors import TooMany

NOTICES = (ResultNotice, EmployerNotice)
CHECKS, WINDOW = 60, timedelta(minutes=10)


@dataclass(frozen=True)
class Checked:
    """A paper as strangers read of it; `has_moved_on` when what it is about is in another state by now."""

    paper: PrintedDocument
    facts: list[tuple[str, str]]
    has_moved_on: bool


def normalised(code: str) -> str:
    """The code as it is kept, however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def admit(address: str | None) -> None:
    """Count one look of an address; a code of 78 random bits cannot be guessed, this bounds the load."""
    try:
        limits.check_and_hit("papers.check", address or "unknown", CHECKS, WINDOW)
    except TooMany as refusal:
        minutes = -(-refusal.retry_after // 60)
        sentence = f"您核对得比较频繁，请在 {minutes} 分钟后再试。"
        raise TooMany(sentence, retry_after=refusal.retry_after) from None


def check(code: str) -> Checked | None:
    """What is known of a code; None where no paper was ever made under it."""
    made = PrintedDocument.objects.filter(check_code=normalised(code), made_at__isnull=False)
    paper = made.select_related("application__notice").first()
    return Checked(paper, _facts(paper), _has_moved_on(paper)) if paper else None


def _facts(paper: PrintedDocument) -> list[tuple[str, str]]:
    known = [
        ("申请人", paper.masked_name),
        ("申报号", paper.number),
        ("办理机构", paper.body),
        ("生成时的状态", paper.state_label),
    ]
    return [(label, text) for label, text in known if text]


def _has_moved_on(paper: PrintedDocument) -> bool:
    return bool(paper.state) and paper.state not in _states_now(paper)


def _states_now(paper: PrintedDocument) -> set[str]:
    """The states of what the paper is about: an application with its notice, or a notice of a house."""
    if paper.application is None:
        notices = (model.objects.filter(public_id=paper.subject_id) for model in NOTICES)
        return {state for found in notices for state in found.values_list("state", flat=True)}
    notice = getattr(paper.application, "notice", None)
    return {paper.application.state, notice.state if notice else ""}

"""What a printed paper is, and the list of those there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from applications.paper_enums import PaperKind
from core.paper.blocks import Block


@dataclass(frozen=True)
class Said:
    """What a paper says of itself to whoever checks its code; `name` is masked before it is kept.

    `body` is the house that answers for what it is about. A draft is marked on every page.
    """

    body: str
    number: str = ""
    name: str = ""
    state: str = ""
    state_label: str = ""
    is_draft: bool = False


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `find(actor, id)` gives what it is about if this person may see that, else None; it is asked when the
    paper is ordered, made and downloaded. `about(subject, actor)` is what it says of itself, and
    `blocks(subject, actor, **asks)` what stands on it, `asks` being what the order said besides.
    `fits(application)` tells where it is offered beside an application.
    """

    kind: PaperKind
    find: Callable[[Any, UUID], Any]
    about: Callable[[Any, Any], Said]
    blocks: Callable[..., list[Block]]
    fits: Callable[[Any], bool] = lambda _: False
    is_landscape: bool = False

    @property
    def code(self) -> str:
        """Its name in addresses."""
        return self.kind.value

    @property
    def title(self) -> str:
        """What stands at its head."""
        return str(self.kind.label)


_papers: dict[str, Paper] = {}


def declare(new: Paper) -> Paper:
    """Make a paper known; a second one of the same kind is a mistake."""
    if _papers.setdefault(new.code, new) is not new:
        raise ValueError(f"paper {new.code} is declared twice")
    return new


def paper(code: str) -> Paper:
    """The paper of this code; KeyError if there is none."""
    return _papers[code]


def offered_for(application) -> list[Paper]:
    """The papers that can be printed of one application, in the order they were declared."""
    return [one for one in _papers.values() if one.fits(application)]

"""What the page 报表下载 shows: what can be printed of which application, and what was printed lately."""

from dataclasses import dataclass

from applications.models import Application
from applications.services.papers.declared import Paper, offered_for
from applications.services.papers.orders import of_actor
from core.tables import Page, paginate

PER_PAGE = 20
# A person has at most a handful that still run; of the old ones the newest are what is printed.
MOST_APPLICATIONS = 30


@dataclass(frozen=True)
class Printable:
    """One application with the papers that can be made of it."""

    application: Application
    papers: list[Paper]


def printable(actor) -> list[Printable]:
    """The newest applications of the acting person, each with its papers."""
    mine = Application.objects.visible_to(actor).kept().with_names()
    newest = mine.order_by("-created_at", "-pk")[:MOST_APPLICATIONS]
    return [Printable(one, offered_for(one)) for one in newest]


def offered(application, code: str) -> Paper:
    """The paper of this code as offered for an application; KeyError if it is not."""
    return {one.code: one for one in offered_for(application)}[code]


def page_of(actor, cursor: str | None) -> Page:
    """One page of what the person had made in this capacity, newest first."""
    return paginate(of_actor(actor), order=("-created_at",), cursor=cursor, per_page=PER_PAGE)

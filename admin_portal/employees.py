"""The people of an employer as its pages list them: with title, day of joining and open applications."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import EmployerTransfer, User
from accounts.services import people
from accounts.services.transfers import TRANSFER_ROAD
from admin_portal.forms.employees import CASES, TITLES, WITH
from admin_portal.forms.filters import NOBODY
from applications.enums import ApplicationState
from applications.models import Application
from certificates.enums import CertificateState
from certificates.models import Certificate
from core.pii import looks_private
from core.tables import Column, Page, Table, paginate

PER_PAGE = 50
PRESENT, TRANSFERS, HISTORY = "present", "transfers", "history"
TABS = {PRESENT: "在职人员", TRANSFERS: "调入申请", HISTORY: "变动记录"}
COLUMNS = (
    Column("name", "姓名", ("name_pinyin",)),
    Column("mobile", "手机号码"),
    Column("titles", "现有职称"),
    Column("joined", "加入时间", ("joined_at",)),
    Column("open", "在办申报", numeric=True),
    Column("total", "累计申报", numeric=True),
)
STILL_HELD = (CertificateState.NORMAL, CertificateState.ON_LOSS_NOTICE, CertificateState.VOID_REVIEW)


@dataclass(frozen=True)
class Employee:
    """One line of the list."""

    user: User
    joined_at: datetime | None
    titles: str
    open_count: int
    total_count: int


class EmployeeList:
    """The people of one employer as one address asks for them; `params` is `request.GET`."""

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.words = params.get("q", "")[:50]
        self.person = _uuid(params.get("person", ""))
        self.cases = _one_of(CASES, params.get("cases"))
        self.held = _one_of(TITLES, params.get("held"))
        self.table = Table(COLUMNS, default="name", params=params)

    def page(self) -> Page:
        """One page of Employees; the number of statements does not depend on its length."""
        found = paginate(
            self._people(), order=self.table.order, cursor=self.params.get("cursor"), per_page=PER_PAGE
        )
        return replace(found, rows=employees(self.actor, found.rows))

    @property
    def nobody(self) -> str:
        """What an empty list says to a search."""
        return "没有符合条件的人员" if self.cases or self.held else "没有查到这个人"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.person or self.cases or self.held)

    def _people(self):
        present = self._filtered(people.people_of(self.actor.employer_id))
        if self.person:
            return present.filter(public_id=self.person)
        return people.named_like(present, self.words) if self.words else present

    def _filtered(self, found):
        running = Application.objects.visible_to(self.actor).unfinished().filter(applicant=OuterRef("pk"))
        titles = Certificate.objects.filter(holder=OuterRef("pk"), state__in=STILL_HELD)
        for asked, rows in ((self.cases, running), (self.held, titles)):
            if asked:
                found = found.filter(Exists(rows) if asked == WITH else ~Exists(rows))
        return found


def _one_of(choices: dict, asked) -> str:
    """What the address asks for, if it is on offer; empty narrows nothing."""
    return asked if asked in choices else ""


def _uuid(text: str) -> UUID | None:
    """The person an address names; what is no UUID names nobody and narrows nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def employees(actor, users) -> list[Employee]:
    """`users` of the employer with titles and applications, in two statements."""
    ids = [user.pk for user in users]
    held = defaultdict(list)
    certificates = Certificate.objects.filter(holder__in=ids, state__in=STILL_HELD)
    newest_first = certificates.order_by("-granted_on", "-pk")
    for holder, title in newest_first.values_list("holder", "title_name"):
        held[holder].append(title)
    cases = Application.objects.visible_to(actor).filter(applicant__in=ids).order_by().values("applicant")
    running = ~Q(state__in=ApplicationState.closed)
    counted = cases.annotate(running=Count("pk", filter=running), total=Count("pk"))
    counts = {row["applicant"]: (row["running"], row["total"]) for row in counted}
    return [
        Employee(user, user.joined_at, "、".join(held[user.pk]), *counts.get(user.pk, (0, 0)))
        for user in users
    ]


def search_address(asked: dict, actor) -> str:
    """The query string a typed search leads to: private words become the person they name."""
    words = asked["q"].strip()
    found = {name: asked[name] for name in ("cases", "held") if asked[name]}
    if looks_private(words):
        return urlencode(found | {"person": str(people.person_known_by(words, actor.employer_id) or NOBODY)})
    return urlencode(found | ({"q": words} if words else {}))


@dataclass(frozen=True)
class ArrivingPerson:
    """A transfer that waits for this employer, with the moves open to the person who looks."""

    transfer: EmployerTransfer
    moves: frozenset[str]


def arriving(actor) -> list[ArrivingPerson]:
    """Everybody who asked to come to this employer, oldest first."""
    return [
        ArrivingPerson(row, frozenset(move.name for move in TRANSFER_ROAD.open_to(actor, row)))
        for row in EmployerTransfer.objects.awaiting(actor.employer)
    ]

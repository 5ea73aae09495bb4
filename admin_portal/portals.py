"""The two portals of this app, employers' and offices', as values: the pages are the same, these differ."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from accounts.actors import Capacity
from accounts.enums import EmployerState, Role
from accounts.models import Membership, User
from admin_portal.due import DUE_AT, with_due
from applications.enums import ApplicationState as S
from applications.models import Application


@dataclass(frozen=True)
class Portal:
    """One portal.

    `key` begins its URL names and is the folder of its addresses as `prefix`; `arrived` is the column that
    says when a case came, `handler` the one that says who has it, `take_up` the move that takes it up,
    `batch` the moves that many cases may be given at once, `worded` those of them that take one opinion for
    all, `states` what its desks can hold, `clocked` those whose clock a list is narrowed by: an office's is
    its own, not that of an employer at work once more; few are with it in place of a 主管单位. `due` is the
    column that says when time runs out: at an office an index of when they came will do.
    """

    key: str
    prefix: str
    capacity: str
    door: str
    arrived: str
    due: str
    handler: str
    take_up: str
    batch: tuple[str, ...]
    worded: tuple[str, ...]
    states: tuple[str, ...]
    clocked: tuple[str, ...]
    waiting_for: Callable[[QuerySet, object], QuerySet]
    handled_by: Callable[[QuerySet, object], QuerySet]

    def url(self, page: str, *args) -> str:
        """Address of one of its pages."""
        return reverse(f"admin_portal:{self.key}_{page}", args=args)

    def visible(self, actor) -> QuerySet:
        """What the acting person may see here."""
        seen = Application.objects.visible_to(actor)
        return with_due(seen, self.clocked) if self.due == DUE_AT else seen

    def waiting(self, actor) -> QuerySet:
        """待办: what lies with the house and waits for it."""
        return self.waiting_for(self.visible(actor), actor)

    def mine(self, actor) -> QuerySet:
        """我经办的: what this very person took up."""
        return self.handled_by(self.visible(actor), actor)


def _employer_waiting(visible, actor):
    return visible.awaiting_house(actor.employer_id)


def _employer_mine(visible, actor):
    return visible.filter(opened_by=actor.user)


def _office_waiting(visible, actor):
    return visible.awaiting(actor.office)


def _office_mine(visible, actor):
    return visible.filter(assignee=actor.user)


# In these nothing has come to a desk yet, or not by this road.
NEVER_HERE = (S.DRAFT, S.DELETED, S.LOSS_NOTICE, S.LOSS_OBJECTION)
EMPLOYER = Portal(
    key="employer",
    prefix="unit",
    capacity=Capacity.EMPLOYER,
    door="/accounts/sign-in/?tab=employer",
    arrived="submitted_at",
    due=DUE_AT,
    handler="opened_by",
    take_up="open",
    batch=("open", "endorse", "agree_as_authority"),
    worded=("endorse", "agree_as_authority"),
    states=tuple(state for state in S if state not in NEVER_HERE),
    clocked=tuple(S.with_staff),
    waiting_for=_employer_waiting,
    handled_by=_employer_mine,
)
OFFICE = Portal(
    key="office",
    prefix="office",
    capacity=Capacity.TITLE_OFFICE,
    door="/office/sign-in/",
    arrived="arrived_at",
    due="turn_began_at",
    handler="assignee",
    take_up="claim",
    batch=("claim", "transfer", "agree_as_authority"),
    worded=("agree_as_authority",),
    states=tuple(state for state in S if state not in NEVER_HERE),
    clocked=tuple(state for state in S.with_staff if state not in (S.EMPLOYER_REVIEW, S.AUTHORITY_REVIEW)),
    waiting_for=_office_waiting,
    handled_by=_office_mine,
)
PORTALS = (EMPLOYER, OFFICE)
# What an employer may open before its office has approved it: its own page, and the form to mend it.
OWN_PAGE = "admin_portal:employer_profile"
OPEN_TO_APPLYING = (OWN_PAGE, "admin_portal:employer_mend")
# The default account of an office does nothing but user management (row J04 of the table of jurisdiction).
USERS_PAGE = "admin_portal:user_list"
OPEN_TO_DEFAULT_ACCOUNT = "admin_portal:user_"


def may_enter(actor, url_name: str) -> bool:
    """Whether a page of the portal is open to the house the person serves, as far as its state goes."""
    if actor.role == Role.BOOTSTRAP:
        return url_name.startswith(OPEN_TO_DEFAULT_ACCOUNT)
    employer = actor.employer
    if employer is None or employer.is_open:
        return True
    return employer.state in EmployerState.applying and url_name in OPEN_TO_APPLYING


def house_of(actor):
    """The employer or the office the person acts for."""
    return actor.office or actor.employer


def colleagues(actor) -> QuerySet:
    """Everybody who serves the same house today, the default account of an office left out."""
    same = {"office": actor.office_id} if actor.office_id else {"employer": actor.employer_id}
    serving = Membership.objects.current().filter(**same).exclude(role=Role.BOOTSTRAP)
    return (
        User.objects.filter(is_active=True, memberships__in=serving).distinct().order_by("name_pinyin", "pk")
    )

"""The queue of a desk: which tab, which filters, in which order, and where one case stands in it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from admin_portal.forms.filters import QueueFilter
from admin_portal.queue_columns import ALWAYS, columns_on
from admin_portal.sla import Sla, slas
from admin_portal.taking_up import is_open
from applications.enums import ApplicationState
from applications.models import Application, SavedFilter
from applications.services.column_choices import hidden_of
from applications.services.escalation import escalated
from applications.services.saved_filters import views_of
from core import keyset
from core.tables import SORT, Head, Page, Tab, Table, counted, page_length, paginate

PER_PAGE = (50, 100)
# What an address says of one case or one page, and not of the queue.
OF_ONE = ("cursor", "back", "file", "move", "section", "at", "note", "code", "spot_x", "spot_y")
TODO, MINE, CLOSED, EVERYTHING = "todo", "mine", "closed", "all"
TABS = {TODO: "待办", MINE: "我经办的", CLOSED: "已办结", EVERYTHING: "全部"}
FIRST_SORT = {TODO: "due", MINE: "due", CLOSED: "-decided", EVERYTHING: "-arrived"}
# Read apart: to plan a dozen joins costs PostgreSQL far more than to find the page.
NAMED = (
    "applicant",
    "employer__superior",
    "office",
    "series",
    "assignee",
    "opened_by",
    "original",
    "notice",
    "authority__office",
    "authority_office",
    "plan__committee__series",
)


@dataclass(frozen=True)
class Row:
    """One line of the queue; `moves` are those open to the person that many cases may be given at once,
    `escalated` how far it was taken up because it is late."""

    application: Application
    sla: Sla | None
    url: str
    moves: tuple[str, ...] = ()
    escalated: str = ""


class Queue:
    """The cases of one portal as one address asks for them; `params` is `request.GET`."""

    def __init__(self, portal, actor, params):
        self.portal, self.actor, self.params = portal, actor, params
        self.tab = params.get("tab") if params.get("tab") in TABS else TODO
        self.filter = QueueFilter(params, portal=portal, actor=actor)
        first = self.filter.order_for(self.tab == CLOSED) or FIRST_SORT[self.tab]
        self.table = Table(columns_on(portal, closed=self.tab == CLOSED), default=first, params=params)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The columns the person does without."""
        return hidden_of(self.actor.user, self.portal.key) - {ALWAYS}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the columns that stand in the list."""
        return frozenset(column.key for column in self.table.columns) - self.hidden

    @property
    def heads(self) -> list[Head]:
        """The heads of those columns."""
        pairs = zip(self.table.columns, self.table.heads, strict=True)
        return [head for column, head in pairs if column.key in self.shown]

    def _of_tab(self, tab: str) -> QuerySet:
        if tab == TODO:
            return self.waiting
        if tab == MINE:
            return self.portal.handled_by(self._visible, self.actor)
        return self._visible.filter(state__in=ApplicationState.closed) if tab == CLOSED else self._visible

    @cached_property
    def _visible(self) -> QuerySet:
        """What the person may see, asked for once: every tab is a part of it."""
        return self.portal.visible(self.actor)

    @cached_property
    def waiting(self) -> QuerySet:
        """What waits for the house."""
        return self.portal.waiting_for(self._visible, self.actor)

    @cached_property
    def waiting_count(self) -> int:
        """How much that is."""
        return counted(self.waiting)

    def applications(self) -> QuerySet:
        """Every case of this tab that the filters let through."""
        return self.filter.apply(self._of_tab(self.tab))

    @property
    def tabs(self) -> list[Tab]:
        """The views; only those that wait for somebody are counted."""
        return [
            Tab(
                label,
                f"?tab={key}",
                key == self.tab and self.saved is None,
                self._count(key),
            )
            for key, label in TABS.items()
        ] + [Tab(view.name, f"?{view.query}", view == self.saved, None) for view in self.saved_views]

    def _count(self, tab: str) -> int | None:
        if tab == TODO:
            return self.waiting_count
        return counted(self._of_tab(tab)) if tab == MINE else None

    @cached_property
    def saved_views(self) -> list[SavedFilter]:
        """The views the person keeps for this portal."""
        return views_of(self.actor.user, self.portal.key)

    @cached_property
    def saved(self) -> SavedFilter | None:
        """The kept view that the address asks for, if it is one."""
        return next((view for view in self.saved_views if view.query == self.kept_query), None)

    @property
    def kept_query(self) -> str:
        """This queue as an address to be kept: tab, order and filters, and no person."""
        return self.filter.address_to_keep({"tab": self.tab, "sort": self.table.sort})

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.applications().prefetch_related(*NAMED),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
            backwards="back" in self.params,
            narrowed=bool(self.filter.filled()),
        )
        running, late = slas(page.rows), escalated(page.rows)
        rows = [
            Row(row, running.get(row.pk), self.desk_url(row), self._moves(row), late.get(row.pk, ""))
            for row in page.rows
        ]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    def _moves(self, application) -> tuple[str, ...]:
        if self.tab not in (TODO, MINE):
            return ()
        return tuple(move for move in self.portal.batch if is_open(application, move, actor=self.actor))

    @property
    def view(self) -> dict:
        """Tab, length of the page and, if one was asked for, order as they hold."""
        asked = {"sort": self.table.sort} if SORT in self.params else {}
        return {"tab": self.tab, **asked, "per_page": self.per_page}

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)

    @property
    def address(self) -> str:
        """What makes a link lead back to this very queue."""
        params = self.params.copy()
        for gone in OF_ONE:
            params.pop(gone, None)
        return params.urlencode()

    @property
    def url(self) -> str:
        """This very queue, from its first page."""
        return self._link("application_list")

    @property
    def bare_url(self) -> str:
        """This tab without filters."""
        return f"{self.portal.url('application_list')}?tab={self.tab}"

    @property
    def export_url(self) -> str:
        """Where its export is asked for."""
        return self._link("application_export")

    @property
    def roster_url(self) -> str:
        """Where its 花名册 is asked for."""
        return self._link("roster_order")

    @property
    def roster_book_url(self) -> str:
        """Where the same is asked for as a workbook."""
        return self._link("roster_export")

    @property
    def take_up_url(self) -> str:
        """Where selected cases are taken up."""
        return self._link("application_take_up")

    @property
    def hand_over_url(self) -> str:
        """Where selected cases are handed to a colleague."""
        return self._link("application_hand_over")

    def worded_url(self, move: str) -> str:
        """Where selected cases are given one move with one opinion."""
        return self._link("application_worded", move)

    @property
    def endorse_url(self) -> str:
        """Where selected cases are recommended."""
        return self.worded_url("endorse")

    @property
    def agree_url(self) -> str:
        """Where a 主管单位 agrees to selected cases."""
        return self.worded_url("agree_as_authority")

    @property
    def keep_url(self) -> str:
        """Where this queue is kept as a view."""
        return self._link("saved_filter_create")

    @property
    def columns_url(self) -> str:
        """Where the columns of the list are chosen."""
        return self._link("application_columns")

    @property
    def views_url(self) -> str:
        """Where the kept views are looked after."""
        return self.portal.url("saved_filter_list")

    @property
    def search_url(self) -> str:
        """Where the filters are posted to."""
        return self.portal.url("application_search")

    def _link(self, page: str, *args) -> str:
        return "?".join(filter(None, (self.portal.url(page, *args), self.address)))

    def desk_url(self, application) -> str:
        """The review desk of one case, which remembers the queue it was opened from."""
        return self._link("application_detail", application.public_id)

    def here(self, application) -> str:
        """The same desk, ready for one parameter more; whole, for the answer to a form stands elsewhere."""
        return f"{self.portal.url('application_detail', application.public_id)}?{self.address}"

    def reveal_url(self, application) -> str:
        """Where personal data of one case are asked for in full."""
        return self._link("application_reveal", application.public_id)

    def move_url(self, application, move: str) -> str:
        """Where one move of one case is made."""
        return self._link("application_transition", application.public_id, move)

    def page_url(self, page: str, application, *args) -> str:
        """Any other page or act of one case."""
        return self._link(page, application.public_id, *args)

    def part_here(self, application, key: str) -> str:
        """The desk of one case, standing on one section."""
        return f"{self.here(application)}&section={key}"

    def neighbour(self, application, *, backwards=False) -> Application | None:
        """The case after (or before) one in this queue, whether or not that one still belongs to it."""
        columns = keyset.with_tie_breaker(self.table.order)
        here = [getattr(application, name.removeprefix("-")) for name in columns]
        place = keyset.Place(here, backwards)
        order = keyset.flipped(columns) if backwards else columns
        beyond = self.applications().order_by(*order).filter(keyset.beyond(Application, columns, place))
        return beyond.exclude(pk=application.pk).first()

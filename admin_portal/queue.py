"""The queue of a desk: which tab, which filters, in which order, and where one case stands in it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from admin_portal.forms.filters import QueueFilter
from admin_portal.portals import EMPLOYER
from admin_portal.sla import Sla, slas
from admin_portal.taking_up import can_take_up
from applications.enums import ApplicationState
from applications.models import Application
from core import keyset
from core.tables import Column, Page, Table, paginate

PER_PAGE = (50, 100)
TODO, MINE, CLOSED, EVERYTHING = "todo", "mine", "closed", "all"
TABS = {TODO: "待办", MINE: "我经办的", CLOSED: "已办结", EVERYTHING: "全部"}
FIRST_SORT = {TODO: "due", MINE: "due", CLOSED: "-decided", EVERYTHING: "-arrived"}


@dataclass(frozen=True)
class Tab:
    """One view above the table; `count` is None where nobody counts."""

    label: str
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True)
class Row:
    """One line of the queue; `can_select` where 受理 is open to the person."""

    application: Application
    sla: Sla | None
    url: str
    can_select: bool = False


class Queue:
    """The cases of one portal as one address asks for them; `params` is `request.GET`."""

    def __init__(self, portal, actor, params):
        self.portal, self.actor, self.params = portal, actor, params
        self.tab = params.get("tab") if params.get("tab") in TABS else TODO
        self.filter = QueueFilter(params, portal=portal, actor=actor)
        self.table = Table(self._columns(), default=FIRST_SORT[self.tab], params=params)

    def _columns(self) -> tuple[Column, ...]:
        clock = Column("due", "办理时限", ("turn_began_at",))
        return (
            Column("decided", "办结时间", ("decided_at",)) if self.tab == CLOSED else clock,
            Column("applicant", "申请人", ("applicant_pinyin",)),
            Column("kind", "类型"),
            Column("title", "拟申报资格名称"),
            Column("employer", "报送职改办" if self.portal is EMPLOYER else "单位"),
            Column("arrived", "到达", (self.portal.arrived,)),
            Column("state", "状态"),
            Column("handler", "经办人"),
        )

    def _of_tab(self, tab: str) -> QuerySet:
        if tab == TODO:
            return self.portal.waiting(self.actor)
        if tab == MINE:
            return self.portal.mine(self.actor)
        visible = self.portal.visible(self.actor)
        return visible.filter(state__in=ApplicationState.closed) if tab == CLOSED else visible

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
                key == self.tab,
                self._of_tab(key).order_by().count() if key in (TODO, MINE) else None,
            )
            for key, label in TABS.items()
        ]

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.applications().with_names().select_related("opened_by"),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )
        running = slas(page.rows)
        rows = [Row(row, running.get(row.pk), self.desk_url(row), self._can_select(row)) for row in page.rows]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    def _can_select(self, application) -> bool:
        return self.tab == TODO and can_take_up(self.portal, application, actor=self.actor)

    @property
    def view(self) -> dict:
        """Tab, order and length of the page as they hold, whatever was asked for."""
        return {"tab": self.tab, "sort": self.table.sort, "per_page": self.per_page}

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        asked = self.params.get("per_page", "")
        return int(asked) if asked in map(str, PER_PAGE) else PER_PAGE[0]

    @property
    def address(self) -> str:
        """What makes a link lead back to this very queue."""
        params = self.params.copy()
        for gone in ("cursor", "file", "move"):
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
    def take_up_url(self) -> str:
        """Where selected cases are taken up."""
        return self._link("application_take_up")

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

    def neighbour(self, application, *, backwards=False) -> Application | None:
        """The case after (or before) one in this queue, whether or not that one still belongs to it."""
        columns = keyset.with_tie_breaker(self.table.order)
        here = [getattr(application, name.removeprefix("-")) for name in columns]
        place = keyset.Place(here, backwards)
        order = keyset.flipped(columns) if backwards else columns
        beyond = self.applications().order_by(*order).filter(keyset.beyond(Application, columns, place))
        return beyond.exclude(pk=application.pk).first()

"""单位管理: the employers an office sees, by what waits for it, with the clock of the promise."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from accounts.enums import EmployerChangeState, EmployerState
from accounts.models import Employer, EmployerChange
from accounts.services.employer_rights import visible_to
from accounts.services.employer_road import PROMISED_DAYS
from admin_portal.forms.employers import EmployerFilter
from admin_portal.sla import Sla, slas_since
from core.badges import Badge
from core.tables import Column, Page, Tab, Table, page_length, paginate

PER_PAGE = (50, 100)
PENDING, CHANGES, ACTIVE, RETURNED, DISABLED = "pending", "changes", "active", "returned", "disabled"
TABS = {
    PENDING: "待审核",
    CHANGES: "变更待审核",
    ACTIVE: "正常",
    RETURNED: "退回",
    DISABLED: "停用",
}
WAITING = (PENDING, CHANGES)
BADGE_OF_CHANGE = EmployerChange(state=EmployerChangeState.PENDING).status_badge


@dataclass(frozen=True)
class Row:
    """One line; the clock runs only where the office has to act, `status_badge` says on what."""

    employer: Employer
    sla: Sla | None
    asked_at: datetime | None
    status_badge: Badge


class EmployerList:
    """The employers of one tab as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.tab = params.get("tab") if params.get("tab") in TABS else PENDING
        self.filter = EmployerFilter(params, actor=actor)
        first = "due" if self.tab in WAITING else "-submitted"
        self.table = Table(self._columns(), default=first, params=params)

    def _columns(self) -> tuple[Column, ...]:
        clock = (Column("due", "办理时限", ("since",)),) if self.tab in WAITING else ()
        return (
            *clock,
            Column("name", "单位", ("name_pinyin",)),
            Column("contact", "经办人"),
            Column("region", "地区", ("region__code",)),
            Column("office", "所属职改办"),
            Column("submitted", "提交时间", ("since",) if self.tab == CHANGES else ("submitted_at",)),
            Column("state", "状态"),
        )

    def of_tab(self, tab: str) -> QuerySet:
        """Every employer of a tab; `since` is when its clock began."""
        seen = visible_to(self.actor)
        if tab == CHANGES:
            asked = seen.filter(state=EmployerState.ACTIVE, changes__state=EmployerChangeState.PENDING)
            return asked.annotate(since=F("changes__turn_began_at"))
        return seen.filter(state=tab).annotate(since=F("turn_began_at"))

    @property
    def tabs(self) -> list[Tab]:
        """The views; only those that wait for the office are counted."""
        return [
            Tab(label, f"?tab={key}", key == self.tab, self.of_tab(key).count() if key in WAITING else None)
            for key, label in TABS.items()
        ]

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.filter.apply(self.of_tab(self.tab)).with_names(),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )
        clocks = self._clocks(page.rows) if self.tab in WAITING else {}
        rows = [self._row(row, clocks.get(row.pk)) for row in page.rows]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    @staticmethod
    def _clocks(employers) -> dict[int, Sla | None]:
        return slas_since({employer.pk: employer.since for employer in employers}, PROMISED_DAYS)

    def _row(self, employer, sla) -> Row:
        if self.tab == CHANGES:
            return Row(employer, sla, employer.since, BADGE_OF_CHANGE)
        return Row(employer, sla, employer.submitted_at, employer.status_badge)

    @property
    def has_clock(self) -> bool:
        """Whether the rows of this tab wait for the office."""
        return self.tab in WAITING

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)

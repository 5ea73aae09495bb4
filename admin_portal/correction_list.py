"""更正申请: what was handed in to an office, by what waits for it."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.db.models import Q, QuerySet

from accounts.enums import CorrectionState as S
from accounts.models import IdentityCorrection
from accounts.services.correction_rights import visible_to
from accounts.services.corrections import PROMISED_DAYS
from admin_portal.sla import Sla, slas_since
from core.filters import FilterForm
from core.pii import looks_private
from core.tables import Column, Page, Tab, Table, page_length, paginate

PER_PAGE = (50, 100)
WAITING, RETURNED, CLOSED = "waiting", "returned", "closed"
TABS = {WAITING: "待审核", RETURNED: "退回补正", CLOSED: "已办结"}
STATES = {
    WAITING: (S.OFFICE_REVIEW,),
    RETURNED: (S.RETURNED,),
    CLOSED: (S.APPROVED, S.REJECTED, S.WITHDRAWN),
}


@dataclass(frozen=True)
class Row:
    """One line; the clock runs only where the office has to act."""

    correction: IdentityCorrection
    sla: Sla | None


class CorrectionFilter(FilterForm):
    """A part of the name, old or new; numbers stay out of the address."""

    narrow: ClassVar = {
        "q": lambda rows, words: rows.filter(Q(old_name__icontains=words) | Q(new_name__icontains=words))
    }

    q = forms.CharField(label="姓名", required=False, max_length=40)

    def clean_q(self):
        words = "".join(self.cleaned_data["q"].split())
        if looks_private(words):
            raise forms.ValidationError("这里只按姓名查找，请不要填写证件号或手机号。")
        return words


class CorrectionList:
    """The requests of one tab as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.tab = params.get("tab") if params.get("tab") in TABS else WAITING
        self.filter = CorrectionFilter(params)
        first = "due" if self.has_clock else "-submitted"
        self.table = Table(self._columns(), default=first, params=params)

    @property
    def has_clock(self) -> bool:
        """Whether the rows of this tab wait for the office."""
        return self.tab == WAITING

    def _columns(self) -> tuple[Column, ...]:
        return (
            *((Column("due", "办理时限", ("submitted_at",)),) if self.has_clock else ()),
            Column("submitted", "提交时间", ("submitted_at",)),
            Column("name", "申请人", ("old_name",)),
            Column("changes", "更正内容"),
            Column("state", "状态"),
        )

    def _of_tab(self, tab: str) -> QuerySet:
        return visible_to(self.actor).filter(state__in=STATES[tab])

    @property
    def tabs(self) -> list[Tab]:
        """The views; only what waits for the office is counted."""
        return [
            Tab(
                label,
                f"?tab={key}",
                key == self.tab,
                self._of_tab(key).order_by().count() if key == WAITING else None,
            )
            for key, label in TABS.items()
        ]

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.filter.apply(self._of_tab(self.tab)),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )
        began = {row.pk: row.submitted_at for row in page.rows} if self.has_clock else {}
        clocks = slas_since(began, PROMISED_DAYS)
        rows = [Row(row, clocks.get(row.pk)) for row in page.rows]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)

"""更正申请: what was handed in to an office, by what waits for it."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet

from accounts.enums import CorrectionState as S
from accounts.services.correction_rights import visible_to
from admin_portal.forms.filters import is_private
from core.tables import Column, Page, Table, paginate

PER_PAGE = (50, 100)
WAITING, RETURNED, CLOSED = "waiting", "returned", "closed"
TABS = {WAITING: "待审核", RETURNED: "退回补正", CLOSED: "已办结"}
STATES = {
    WAITING: (S.OFFICE_REVIEW,),
    RETURNED: (S.RETURNED,),
    CLOSED: (S.APPROVED, S.REJECTED, S.WITHDRAWN),
}


@dataclass(frozen=True)
class Tab:
    """One view above the table; `count` is None where nobody counts."""

    label: str
    url: str
    is_current: bool
    count: int | None


class CorrectionFilter(forms.Form):
    """A part of the name, old or new; numbers stay out of the address."""

    q = forms.CharField(label="姓名", required=False, max_length=40)

    def clean_q(self):
        words = "".join(self.cleaned_data["q"].split())
        if is_private(words):
            raise forms.ValidationError("这里只按姓名查找，请不要填写证件号或手机号。")
        return words

    def apply(self, rows: QuerySet) -> QuerySet:
        """Narrow `rows` by what is filled in; what is not valid narrows nothing."""
        words = self.words
        return rows.filter(Q(old_name__icontains=words) | Q(new_name__icontains=words)) if words else rows

    @property
    def words(self) -> str:
        """What is looked for; empty for everything."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class CorrectionList:
    """The requests of one tab as one address asks for them; `params` is `request.GET`."""

    columns = (
        Column("submitted", "提交时间", ("submitted_at",)),
        Column("name", "申请人", ("old_name",)),
        Column("changes", "更正内容"),
        Column("state", "状态"),
    )

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.tab = params.get("tab") if params.get("tab") in TABS else WAITING
        self.filter = CorrectionFilter(params)
        self.table = Table(
            self.columns, default="submitted" if self.tab == WAITING else "-submitted", params=params
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
        """The rows of one page."""
        return paginate(
            self.filter.apply(self._of_tab(self.tab)),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        asked = self.params.get("per_page", "")
        return int(asked) if asked in map(str, PER_PAGE) else PER_PAGE[0]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """(words, address without it) of the filter that is on."""
        return [(f"姓名：{self.filter.words}", f"?tab={self.tab}")] if self.filter.words else []

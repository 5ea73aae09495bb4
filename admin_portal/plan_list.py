"""评审计划 as the offices list them: filters, and the windows of each year as a small picture."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from applications.models import EvaluationPlan
from applications.plan_enums import PlanStage, PlanState
from core.filters import FilterForm
from core.tables import Column, Page, Table, page_length, paginate

PER_PAGE = (20, 50)
WIDTH = 200
ROW_HEIGHT = 6
COLUMNS = (
    Column("year", "年度", ("year", "committee__office__path", "committee__code"), numeric=True),
    Column("committee", "评审会", ("committee__name",)),
    Column("windows", "时间安排"),
    Column("state", "状态"),
)


class PlanFilter(FilterForm):
    """Year, state, and a part of the committee's or the office's name."""

    narrow: ClassVar = {
        "year": lambda rows, year: rows.filter(year=year),
        "state": lambda rows, state: rows.in_state(state),
        "q": lambda rows, words: rows.filter(
            Q(committee__name__icontains=words) | Q(committee__office__short_name__icontains=words)
        ),
    }

    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value="")
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *PlanState.choices])
    q = forms.CharField(label="评审会、职改办", required=False, max_length=60)

    def __init__(self, data, *, years):
        super().__init__(data)
        self.fields["year"].choices = [("", "全部年度"), *((year, f"{year} 年") for year in years)]


@dataclass(frozen=True)
class Bar:
    """One stage in the picture, in units of its width and height."""

    stage: str
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class Picture:
    """The windows of a plan over its year; `today` is where the line of the day stands, None outside."""

    bars: tuple[Bar, ...]
    words: str
    today: int | None
    width: int = WIDTH
    height: int = ROW_HEIGHT * len(PlanStage)


def picture_of(plan, today: datetime.date) -> Picture | None:
    """The picture of a plan with windows, from New Year's Day to the end of the year or the last window."""
    windows = plan.staged
    if not windows:
        return None
    first = datetime.date(plan.year, 1, 1)
    last = max(datetime.date(plan.year, 12, 31), *(window.closes_on for window in windows))
    days = (last - first).days + 1

    def place(day: datetime.date) -> int:
        return max(0, round((day - first).days * WIDTH / days))

    rows = {stage.value: number for number, stage in enumerate(PlanStage)}
    bars = tuple(
        Bar(
            window.stage,
            place(window.opens_on),
            rows[window.stage] * ROW_HEIGHT,
            max(2, place(window.closes_on) - place(window.opens_on)),
        )
        for window in windows
    )
    words = "；".join(
        f"{window.get_stage_display()} {window.opens_on:%m-%d} 至 {window.closes_on:%m-%d}"
        for window in windows
    )
    return Picture(bars, words, place(today) if first <= today <= last else None)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    plan: EvaluationPlan
    picture: Picture | None
    apply: object


class PlanList:
    """The plans as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.params = params
        self.visible = EvaluationPlan.objects.visible_to(actor)
        years = self.visible.order_by("-year").values_list("year", flat=True).distinct()
        self.filter = PlanFilter(params, years=list(years))
        self.table = Table(COLUMNS, default="-year", params=params)

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.filter.apply(self.visible.with_names()),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )
        today = timezone.localdate()
        rows = [Row(plan, picture_of(plan, today), plan.window(PlanStage.APPLY)) for plan in page.rows]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)

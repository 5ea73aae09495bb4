"""Long lists: pages found by the last row of the one before, and heads that sort.

The next page is never found by counting past rows, so the last page is as quick as the first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from core import keyset

# Further nobody at a desk counts, and reading the rows would cost more than finding the page.
EXACT_UP_TO = 1_000
# An estimate of the planner is seldom wrong by so much.
SURELY_MANY = 5 * EXACT_UP_TO
SORT = "sort"
POSITION = ("cursor", "back")


@dataclass(frozen=True)
class Page:
    """One page of a list; a cursor is '' where there is nothing further in that direction.

    `total_estimate` is exact up to 1,000 rows, above it the planner's estimate in two figures.
    """

    rows: list
    next_cursor: str
    prev_cursor: str
    total_estimate: int


def paginate(
    queryset: QuerySet,
    *,
    order: Sequence[str],
    cursor: str | None,
    per_page: int,
    backwards: bool = False,
    narrowed: bool = False,
) -> Page:
    """Return the page of `queryset` that `cursor` leads to, sorted by `order` and then by primary key.

    `order` holds field names or annotations, `-` in front for descending; NULL sorts as PostgreSQL does
    (last ascending, first descending). A cursor knows its own direction and holds for its own `order`;
    one that was changed, or belongs to another order, leads to the first page. Without a cursor,
    `backwards` asks for the last page. A list that a filter has `narrowed` is not counted where it is surely
    long: the rows that pass may lie far apart.
    """
    columns = keyset.with_tie_breaker(order)
    place = keyset.opened(cursor, columns)
    backwards = place.backwards if place else backwards and not cursor
    ordered = queryset.order_by(*(keyset.flipped(columns) if backwards else columns))
    if place:
        ordered = ordered.filter(keyset.beyond(queryset.model, columns, place))
    found = list(ordered[: per_page + 1])
    if place and not found:
        return paginate(
            queryset,
            order=order,
            cursor=None,
            per_page=per_page,
            backwards=not backwards,
            narrowed=narrowed,
        )
    rows, more = found[:per_page], len(found) > per_page
    if backwards:
        rows.reverse()
    before, after = (more, place is not None) if backwards else (place is not None, more)
    return Page(
        rows=rows,
        next_cursor=keyset.sealed(columns, rows[-1], backwards=False) if after else "",
        prev_cursor=keyset.sealed(columns, rows[0], backwards=True) if before else "",
        total_estimate=estimated(queryset) if narrowed else counted(queryset),
    )


def counted(queryset: QuerySet) -> int:
    """How many rows there are: exact up to 1,000, above it the planner's estimate in two figures."""
    found = _counted_so_far(queryset)
    return found if found <= EXACT_UP_TO else _at_least(_planned(queryset))


def estimated(queryset: QuerySet) -> int:
    """The same, but what is surely many is not counted at all."""
    planned = _planned(queryset)
    if planned > SURELY_MANY:
        return _at_least(planned)
    found = _counted_so_far(queryset)
    return found if found <= EXACT_UP_TO else _at_least(planned)


def _counted_so_far(queryset) -> int:
    return queryset.order_by()[: EXACT_UP_TO + 1].count()


def _planned(queryset) -> int:
    plan = queryset.order_by().explain(format="json")
    # Nothing is planned where Django knows that nothing can be found.
    return json.loads(plan)[0]["Plan"]["Plan Rows"] if plan else 0


def _at_least(planned: int) -> int:
    return max(EXACT_UP_TO + 1, _two_figures(planned))


def _two_figures(number: int) -> int:
    unit = 10 ** max(len(str(number)) - 2, 0)
    return round(number / unit) * unit


@dataclass(frozen=True)
class Tab:
    """One view above the table; `count` is None where nobody counts."""

    label: str
    url: str
    is_current: bool
    count: int | None


def page_length(params: QueryDict, choices: Sequence[int]) -> int:
    """How many rows the address wants on a page: one of `choices`, else the first of them."""
    asked = params.get("per_page", "")
    return int(asked) if asked in map(str, choices) else choices[0]


@dataclass(frozen=True)
class Column:
    """One column; `order` (as `paginate` takes it) is what ascending means, empty if unsortable."""

    key: str
    label: str
    order: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True)
class Head:
    """What a `<th>` shows: `href` is '' for an unsortable column, `aria_sort` '' for one not sorted by."""

    label: str
    href: str
    aria_sort: str
    numeric: bool


class Table:
    """The columns of one list, sorted as the address asks.

    `default` is a column key, `-` in front for descending; `params` are the parameters of the address,
    of which `sort` counts and all but the position in the list are kept in the links.
    """

    def __init__(self, columns: Sequence[Column], *, default: str, params: QueryDict) -> None:
        self.columns = columns
        self.params = params
        sortable = {column.key: column for column in columns if column.order}
        asked = params.get(SORT, default)
        self.sort = asked if asked.removeprefix("-") in sortable else default
        self._sorted_by = sortable[self.sort.removeprefix("-")]

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def order(self) -> tuple[str, ...]:
        """Return the order for `paginate`."""
        if not self.is_descending:
            return self._sorted_by.order
        return tuple(keyset.flipped(self._sorted_by.order))

    @property
    def heads(self) -> list[Head]:
        return [
            Head(column.label, self._href(column), self._aria_sort(column), column.numeric)
            for column in self.columns
        ]

    def _aria_sort(self, column: Column) -> str:
        if column is not self._sorted_by:
            return ""
        return "descending" if self.is_descending else "ascending"

    def _href(self, column: Column) -> str:
        if not column.order:
            return ""
        params = self.params.copy()
        for name in POSITION:
            params.pop(name, None)
        params[SORT] = f"-{column.key}" if self._aria_sort(column) == "ascending" else column.key
        return f"?{params.urlencode()}"

"""The order of rows that carry a `position`, counted from 0 without gaps."""

from bisect import bisect_left

from core.errors import Refused

MOST_DIGITS = 6


class NoPlace(Refused):
    """What was sent is not a place in a list."""

    status = 422


def asked_place(data) -> int:
    """The place (from 0) that a form asks for. Raises NoPlace when it is none."""
    text = data.get("position", "")
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    raise NoPlace("没有看清要移到第几个，顺序没有改变。请刷新页面后再移动。")


def place(rows, row, position: int) -> int:
    """Put `row` at `position` (from 0) among `rows`, all of its section; beyond the ends means at the end.

    The caller holds the lock of the rows' owner. Returns the place it came to.
    """
    order = [other for other in rows if other.pk != row.pk]
    order.insert(max(position, 0), row)
    number(order)
    return order.index(row)


def number(order) -> None:
    """Write the places of rows that stand in `order`; only what changes is written."""
    moved = [row for at, row in enumerate(order) if row.position != at]
    for at, row in enumerate(order):
        row.position = at
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def moved_among(before: list, after: list) -> set:
    """Which of the things in both lists were put elsewhere: the fewest that explain the new order."""
    places = {thing: at for at, thing in enumerate(before)}
    common = [thing for thing in after if thing in places]
    # The longest run that kept its order stayed; `ends[n]` closes the best run of n + 1 things.
    ends: list[int] = []
    runs: list[list] = []
    for thing in common:
        at = bisect_left(ends, places[thing])
        runs[at:] = [[*(runs[at - 1] if at else []), thing], *runs[at + 1 :]]
        ends[at:] = [places[thing], *ends[at + 1 :]]
    return set(common) - set(runs[-1] if runs else [])

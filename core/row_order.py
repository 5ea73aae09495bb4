"""The order of rows that carry a `position`, counted from 0 without gaps."""


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

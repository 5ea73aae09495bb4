"""Places in a sorted list: the condition for what lies beyond a row, and the cursor that names the row."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP

from core.pii import SealBroken, decrypt_text, encrypt_text

READERS: dict[str, Callable[[str], Any]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "UUID": UUID,
    "Decimal": Decimal,
}


@dataclass(frozen=True)
class Place:
    """A row by its values in the order columns, and on which side of it the page lies."""

    values: list
    backwards: bool


def with_tie_breaker(order: Sequence[str]) -> list[str]:
    """Return `order` with the primary key at its end, so that no two rows are equal."""
    columns = list(order)
    return columns if {"pk", "-pk"} & set(columns) else [*columns, "pk"]


def flipped(columns: Sequence[str]) -> list[str]:
    """Return the opposite order."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


def beyond(model: type[Model], columns: Sequence[str], place: Place) -> Q:
    """Return the condition for rows that come after `place` (before it, if it looks backwards)."""
    condition, same = Q(), Q()
    for column, value in zip(flipped(columns) if place.backwards else columns, place.values, strict=True):
        name, descending = column.removeprefix("-"), column.startswith("-")
        nullable = _is_nullable(model, name)
        for step in _further(name, value, descending=descending, nullable=nullable):
            condition |= same & step
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return condition & _index_bound(model, columns[0], place)


def _further(name: str, value: Any, *, descending: bool, nullable: bool) -> list[Q]:
    """Return what lies further in one column; NULL comes first descending and last ascending."""
    if value is None:
        return [Q(**{f"{name}__isnull": False})] if descending else []
    if descending:
        return [Q(**{f"{name}__lt": value})]
    beyond = Q(**{f"{name}__gt": value})
    return [beyond | Q(**{f"{name}__isnull": True})] if nullable else [beyond]


def _index_bound(model: type[Model], column: str, place: Place) -> Q:
    """Return what the rest implies, in a form that lets an index start at the right place."""
    name, downwards = column.removeprefix("-"), column.startswith("-") != place.backwards
    # NULL is what lies highest: from a value downwards there is none of it any more.
    if _is_nullable(model, name) and (place.values[0] is None or not downwards):
        return Q()
    lookup = "lte" if downwards else "gte"
    return Q(**{f"{name}__{lookup}": place.values[0]})


def _is_nullable(model: type[Model], name: str) -> bool:
    """Say whether the column may be NULL; of an annotation we do not know, so it may."""
    if name == "pk":
        return False
    for part in name.split(LOOKUP_SEP):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model or model
    return False


def sealed(columns: Sequence[str], row: Model, *, backwards: bool) -> str:
    """Return a cursor: encrypted, because an order column may hold a name, and addresses are logged."""
    values = [_written(_value(row, name.removeprefix("-"))) for name in columns]
    return encrypt_text(json.dumps([backwards, values]), _binding(columns))


def opened(cursor: str | None, columns: Sequence[str]) -> Place | None:
    """Return the place a cursor names; None for no cursor, a changed one, or one of another order."""
    if not cursor:
        return None
    try:
        backwards, values = json.loads(decrypt_text(cursor, _binding(columns)))
    except SealBroken:
        return None
    return Place([_read(value) for value in values], backwards)


def _binding(columns: Sequence[str]) -> str:
    return f"tables.cursor.{','.join(columns)}"


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.split(LOOKUP_SEP):
        value = getattr(value, part, None)
    return value


def _written(value: Any) -> list:
    kind = type(value).__name__
    return [kind, str(value)] if kind in READERS else ["", value]


def _read(written: list) -> Any:
    kind, value = written
    return READERS[kind](value) if kind else value

"""What one act looks at several times beside its row, read once while it lasts."""

from contextlib import contextmanager
from functools import reduce
from typing import cast

from django.db.models import Model, prefetch_related_objects
from django.db.models.constants import LOOKUP_SEP


@contextmanager
def read_once(row: Model, *paths: str):
    """Read relations of a row: what leads to one row in one joined statement, each that leads to many in one.

    Inside the block `.all()` of those to many is answered from memory, after it from the database again.
    Lock the row first: a lock and a join in one statement would see two moments.

    Args:
        paths: as for `prefetch_related`; those to many only at their end.
    """
    many = [path for path in paths if _leads_to_many(type(row), path)]
    _join(row, [path for path in paths if path not in many])
    prefetch_related_objects([row], *many)
    read = [(_owner(row, path), path.rpartition(LOOKUP_SEP)[2]) for path in many]
    try:
        yield
    finally:
        for owner, name in read:
            getattr(owner, "_prefetched_objects_cache", {}).pop(name, None)


def _owner(row: Model, path: str) -> Model | None:
    """The row whose relation the path ends in; None where the way there ends early."""
    *way, _ = path.split(LOOKUP_SEP)
    return reduce(lambda one, name: one and getattr(one, name), way, row)


def _leads_to_many(model: type[Model], path: str) -> bool:
    *way, last = path.split(LOOKUP_SEP)
    for name in way:
        model = cast(type[Model], model._meta.get_field(name).related_model)
    field = model._meta.get_field(last)
    return bool(field.one_to_many or field.many_to_many)


def _join(row: Model, paths: list[str]) -> None:
    """Put the rows that `paths` lead to where the attributes of the row find them."""
    if not paths:
        return
    own = [field.name for field in row._meta.concrete_fields if not (field.is_relation or field.primary_key)]
    known = type(row)._base_manager.select_related(*paths).defer(*own).get(pk=row.pk)
    for name in {path.split(LOOKUP_SEP)[0] for path in paths}:
        setattr(row, name, getattr(known, name))

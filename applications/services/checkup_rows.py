"""Rows of the sections that have many, as 体检 reads them: by section key, as (public id, plain answers)."""

from applications import registry

Rows = dict[str, list[tuple[str, dict]]]


def rows_as_saved(application, rows) -> Rows:
    """What the applicant has now, from the stored rows by section key."""
    return {
        one.key: [(str(row.public_id), row.opened("data", one.form.pii)) for row in rows[one.key]]
        for one in _lists(application.kind)
    }


def rows_as_submitted(revision) -> Rows:
    """What was handed in."""
    lists = _lists(revision.application.kind)
    return {one.key: revision.section_rows(one.key, one.form.pii) for one in lists}


def _lists(kind: str):
    return [section for section in registry.kind(kind).sections if section.many]

"""A step that fails at any statement leaves nothing behind."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from applications.models import ApplicationProgress, SubmissionRevision
from applications.services.transitions import perform
from certificates.models import Certificate
from core.models import AuditEntry, OutboxRow
from messaging.models import Message
from tests.factories.applications import OPINION, approval


class Fault(Exception):
    """Stands for a database that goes away."""


@contextmanager
def failing_at(statement):
    """Let the n-th statement that reads or writes fail; yields those seen."""
    seen = []

    def count(execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            seen.append(sql)
            if len(seen) == statement:
                raise Fault
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield seen


def everything(application):
    """All that a step may change, as one comparable value."""
    application.refresh_from_db()
    tables = (ApplicationProgress, SubmissionRevision, Certificate, AuditEntry, OutboxRow, Message)
    row = {name: value for name, value in vars(application).items() if not name.startswith("_")}
    return row, [table.objects.count() for table in tables]


@pytest.mark.parametrize(
    ("prepare", "move", "actor", "data"),
    [
        ("complete", "submit", "applicant", {"commitment": "on"}),
        ("submitted", "endorse", "clerk", OPINION),
        ("preliminary_passed", "approve", "second", approval()),
    ],
    ids=["submit", "endorse", "approve"],
)
def test_a_fault_at_any_statement_leaves_nothing(prepare, move, actor, data, world):
    application = getattr(world, prepare)()
    before = everything(application)
    with failing_at(0) as seen, pytest.raises(Fault):
        perform_and_undo(application, move, getattr(world, actor), data)
    last = len(seen)
    assert last > 10
    for statement in range(1, last + 1):
        with pytest.raises(Fault), failing_at(statement):
            perform(application, move, actor=getattr(world, actor), data=data)
        assert everything(application) == before, statement


def perform_and_undo(application, move, actor, data):
    """Go the whole way once to count the statements, and take it back."""
    with transaction.atomic():
        perform(application, move, actor=actor, data=data)
        raise Fault

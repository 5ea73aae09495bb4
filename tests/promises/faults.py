"""Faults at a chosen moment: the n-th call to the database or to the disk fails, the others go through."""

import errno
import os
from contextlib import contextmanager
from unittest import mock

from django.db import OperationalError, connection

from core import file_disk


class Counter:
    """Counts calls; the one numbered `moment` fails. `happened` says whether it was reached."""

    def __init__(self, moment):
        self.moment, self.calls, self.happened = moment, [], False

    def pass_by(self, what, failure):
        """Count one call and raise `failure` if it is the one."""
        self.calls.append(what)
        if len(self.calls) == self.moment:
            self.happened = True
            raise failure


class FailingDisk:
    """The functions of `os` that `core.file_disk` calls, each counted."""

    def __init__(self, counter):
        self.counter = counter

    def __getattr__(self, name):
        found = getattr(os, name)
        if name not in ("open", "fsync", "fdopen"):
            return found

        def counted(*args, **options):
            self.counter.pass_by(f"os.{name}", OSError(errno.EIO, "a fault of the test"))
            return found(*args, **options)

        return counted


@contextmanager
def failing_at(moment):
    """Let the call numbered `moment` (from 1) fail: a statement, a commit, or a call to the disk.

    A lost commit fails before the server hears of it. Yields the Counter.
    """
    counter = Counter(moment)
    commit = connection._commit

    def statement(execute, sql, params, many, context):
        counter.pass_by(sql, OperationalError("a fault of the test"))
        return execute(sql, params, many, context)

    def lost_commit():
        counter.pass_by("COMMIT", OperationalError("a fault of the test"))
        return commit()

    disk = mock.patch.object(file_disk, "os", FailingDisk(counter))
    lost = mock.patch.object(connection, "_commit", lost_commit)
    with connection.execute_wrapper(statement), disk, lost:
        yield counter

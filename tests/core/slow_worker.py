"""The Celery application with one handler more: its first attempt never ends."""

import time

import django

from gxzc.celery import app

__all__ = ["app"]

django.setup()
app.conf.task_always_eager = False

from core import outbox  # noqa: E402 - models need the set-up


@outbox.handler("test.slow")
def slow(row):
    """Hang until killed; the worker that comes after succeeds."""
    if row.attempts == 1:
        time.sleep(600)

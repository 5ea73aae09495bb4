"""Counters are exact, whoever hits them at the same time, and keep no key in the open."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from core import limits
from core.errors import TooMany
from core.models import LimitHit

HOUR = timedelta(hours=1)


def in_threads(count, act):
    def once(_):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(once, range(count)))


@pytest.mark.django_db(transaction=True)
def test_exactly_the_limit_passes_under_concurrency():
    passed = in_threads(20, lambda: limits.hit("test", "k", limit=7, window=timedelta(days=1)))
    assert passed.count(True) == 7
    assert limits.count("test", "k", timedelta(days=1)) == 20


@pytest.mark.django_db(transaction=True)
def test_reading_before_writing_would_let_too_many_pass():
    """The negative control: the same race with a counter that looks first and writes afterwards."""
    row = LimitHit.objects.create(
        scope="control", key="k", window_start="2026-01-01T00:00Z", expires_at="2026-01-02T00:00Z"
    )

    def naive():
        seen = LimitHit.objects.get(pk=row.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        seen.hits += 1
        seen.save()
        return seen.hits <= 7

    assert in_threads(20, naive).count(True) > 7


@pytest.mark.django_db
def test_keys_and_scopes_are_counted_apart():
    limits.hit("a", "k", limit=1, window=HOUR)
    assert limits.count("a", "k", HOUR) == 1
    assert limits.count("a", "other", HOUR) == 0
    assert limits.count("b", "k", HOUR) == 0


@pytest.mark.django_db
def test_beyond_the_limit_says_how_long_to_wait():
    limits.check_and_hit("wait", "k", 1, HOUR)
    with pytest.raises(TooMany) as refused:
        limits.check_and_hit("wait", "k", 1, HOUR)
    assert 1 <= refused.value.retry_after <= 3600
    assert refused.value.status == 429


@pytest.mark.django_db
def test_the_key_is_not_kept_in_the_open():
    limits.hit("mobile", "13977112233", limit=1, window=HOUR)
    assert "139" not in LimitHit.objects.get().key


@pytest.mark.django_db
def test_a_new_window_begins_at_nothing():
    limits.hit("turn", "k", limit=1, window=timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.05)")
    assert limits.count("turn", "k", timedelta(seconds=1)) == 0
    assert limits.hit("turn", "k", limit=1, window=timedelta(seconds=1))


@pytest.mark.django_db
def test_cleaning_keeps_the_running_window():
    limits.hit("kept", "k", limit=1, window=timedelta(days=1))
    LimitHit.objects.create(
        scope="gone", key="k", window_start="2020-01-01T00:00Z", expires_at="2020-01-02T00:00Z"
    )
    assert limits.clean() == 1
    assert LimitHit.objects.get().scope == "kept"

"""Counting attempts in fixed windows, exactly, in one PostgreSQL statement per attempt."""

from datetime import timedelta

from django.db import connection

from core.errors import TooMany
from core.pii import blind_index

# The database's clock decides the window, so that hosts whose clocks differ share one count.
_HIT = """
WITH clock AS (
    SELECT to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %(seconds)s) * %(seconds)s) AS opened
)
INSERT INTO core_limithit (scope, key, window_start, expires_at, hits)
SELECT %(scope)s, %(key)s, opened, opened + make_interval(secs => %(seconds)s), 1 FROM clock
ON CONFLICT (scope, key, window_start) DO UPDATE SET hits = core_limithit.hits + 1
RETURNING hits, ceil(extract(epoch FROM expires_at - clock_timestamp()))::int
"""
_COUNT = """
SELECT coalesce(max(hits), 0) FROM core_limithit
WHERE scope = %(scope)s AND key = %(key)s AND window_start =
    to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %(seconds)s) * %(seconds)s)
"""
_CLEAN = "DELETE FROM core_limithit WHERE expires_at < clock_timestamp()"


def _run(statement, scope, key, window: timedelta):
    digest = blind_index(f"limit.{scope}", str(key))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"scope": scope, "key": digest, "seconds": window.total_seconds()})
        return cursor.fetchone()


def hit(scope: str, key, *, limit: int, window: timedelta) -> bool:
    """Count one attempt of `key` (hashed, never stored) and say whether it is within `limit`.

    Call it outside the transaction it guards: what rolls back was never counted.
    """
    hits, _ = _run(_HIT, scope, key, window)
    return hits <= limit


def check_and_hit(scope: str, key, limit: int, window: timedelta) -> None:
    """Count one attempt; beyond `limit` raise TooMany with the seconds until the window ends."""
    hits, seconds_left = _run(_HIT, scope, key, window)
    if hits > limit:
        raise TooMany(retry_after=max(seconds_left, 1))


def count(scope: str, key, window: timedelta) -> int:
    """Attempts of `key` in the running window."""
    return _run(_COUNT, scope, key, window)[0]


def clean() -> int:
    """Delete counters whose window has ended; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEAN)
        return cursor.rowcount

"""Counters of attempts; they live in PostgreSQL so that no lost cache opens a door."""

from django.db import models


class LimitHit(models.Model):
    """How often `key` (a digest, never the thing itself) was seen in one window of a scope."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key", "window_start"], name="one_counter_per_window")
        ]

    def __str__(self):
        return f"{self.scope} {self.hits}"

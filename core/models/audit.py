"""The log of what was done, the seals that prove it, the sealer's own mark, and the nightly checks."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast

from core.models.base import PublicModel


class ClockTimestamp(Func):
    """The database's clock: two hosts whose clocks differ still write one order of time."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class CurrentTransaction(Func):
    """The id of the writing transaction, so that the sealer can wait for older ones."""

    function = "pg_current_xact_id"
    output_field = TextField()


class AuditEntry(PublicModel):
    """One thing that was done. Inserted and read; a trigger refuses the rest."""

    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    event = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    capacity = models.CharField(max_length=16)
    ip = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    xact = models.BigIntegerField(db_default=Cast(Cast(CurrentTransaction(), TextField()), BigIntegerField()))

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["event", "-id"], name="audit_by_event"),
            models.Index(fields=["created_at"], name="audit_by_time"),
            models.Index(fields=["xact"], name="audit_by_xact"),
        ]

    def __str__(self):
        return f"{self.pk} {self.event}"


class AuditSeal(models.Model):
    """One link of the chain: `hash` covers every column of the entry, `seq` and `prev_hash`."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.seq} {self.hash}"


class SealerMark(models.Model):
    """The sealer's last run: every entry of a transaction below `horizon` was sealed then."""

    ran_at = models.DateTimeField()
    horizon = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_sealer_mark")]

    def __str__(self):
        return f"{self.ran_at:%F %T} {self.horizon}"


class AuditCheck(models.Model):
    """One walk of the whole chain, and the head it found: what is published."""

    ran_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    findings_count = models.PositiveIntegerField()
    first_finding = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-ran_at"], name="audit_checks_newest")]

    def __str__(self):
        return f"{self.ran_at:%F %T} {self.seq} {self.findings_count}"

"""问题人员: who may not apply, for what, from when until when, and who decided it."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.enums import BarredAct, FlagGround, FlagState
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField
from core.validators import DocumentKind


class FlaggedPersonQuerySet(models.QuerySet):
    """Questions about many entries."""

    def found(self) -> "FlaggedPersonQuerySet":
        """What was confirmed and not found to be a mistake afterwards, whether or not it still bars."""
        confirmed = self.filter(state__in=(FlagState.CONFIRMED, FlagState.LIFTED))
        return confirmed.exclude(was_mistaken=True)


class FlaggedPerson(PublicModel):
    """One entry. `user` is set where the person has an account, or by `id_digest` once they have one.

    `acts` are what they are barred from, from `since` to `until`, both days included; `until` None is for
    life.
    `finding` says in which application or paper it was found: one finding counts once. A lifted entry was
    `was_mistaken` where it should never have been made; else the finding still counts.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="flags"
    )
    name = models.CharField(max_length=50)
    document_kind = models.CharField(max_length=24, choices=DocumentKind, default=DocumentKind.RESIDENT_ID)
    id_number = EncryptedCharField(max_length=32)
    id_digest = models.CharField(max_length=64, db_index=True)
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=16, choices=FlagGround)
    finding = models.CharField(max_length=60)
    acts = ArrayField(models.CharField(max_length=16, choices=BarredAct))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    decree_number = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=FlagState, default=FlagState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=200, blank=True)
    was_mistaken = models.BooleanField(default=False)

    objects = FlaggedPersonQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["office", "-created_at", "-id"], name="flags_of_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest", "ground", "finding"],
                condition=Q(state__in=(FlagState.PROPOSED, FlagState.CONFIRMED)),
                name="one_standing_flag_per_finding",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="flag_ends_after_it_began"
            ),
            models.CheckConstraint(condition=Q(acts__len__gte=1), name="flag_bars_from_something"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="flag_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(FlagState.CONFIRMED, FlagState.LIFTED)) | Q(decided_by__isnull=False),
                name="flag_that_bars_was_confirmed",
            ),
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        """State, and of a confirmed one whether its days are over."""
        if self.state == FlagState.CONFIRMED and self.until and self.until < timezone.localdate():
            return Badge("void", "已期满")
        return FlagState(self.state).badge

    @property
    def acts_words(self) -> str:
        """What the person is barred from, in the order of the kinds."""
        return "、".join(act.label for act in BarredAct if act in self.acts)

    @property
    def period(self) -> str:
        """From when to when, in words."""
        return (
            f"{self.since:%Y-%m-%d} 至 {self.until:%Y-%m-%d}"
            if self.until
            else f"{self.since:%Y-%m-%d} 起，终身"
        )

    def bars(self, act: str, day: datetime.date) -> bool:
        """Whether it bars from this act on this day."""
        within = self.since <= day and (self.until is None or day <= self.until)
        return self.state == FlagState.CONFIRMED and act in self.acts and within

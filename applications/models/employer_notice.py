"""单位公示: the people of one employer shown to their colleagues before it recommends them."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applications.enums import KindCode
from applications.models.application import Application
from applications.models.plan import EvaluationPlan
from applications.notice_enums import NoticeState
from catalogue.working_days import DueDate
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField


class EmployerNoticeQuerySet(models.QuerySet):
    """Notices as their employer and the clock ask for them."""

    def over(self, today: datetime.date) -> "EmployerNoticeQuerySet":
        """Run in full before `today` and not closed yet; never while the end is an estimate."""
        return self.filter(state=NoticeState.OPEN, is_estimate=False, ends_on__lt=today)


class EmployerNotice(PublicModel):
    """One notice of one employer, about people of one kind and, for 职称评审, one plan.

    `place` is where it hangs and `contact` who takes objections, as both are printed on it. `ends_on` is its
    last day, an estimate while the calendar is not published. Objections concern one person and stop nobody
    else: the notice itself is 公示中, 已结束 or 已撤回, the latter with its reason.
    """

    employer = models.ForeignKey("accounts.Employer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=KindCode)
    plan = models.ForeignKey(
        EvaluationPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="employer_notices"
    )
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120)
    contact = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.OPEN)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    is_estimate = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EmployerNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["employer", "state", "-starts_on", "-id"], name="notices_of_employer"),
            models.Index(
                fields=["ends_on", "id"], condition=Q(state=NoticeState.OPEN), name="employer_notices_to_end"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=5), name="employer_notice_runs_five_working_days"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="employer_notice_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.OPEN, closed_at__isnull=True)
                | Q(state__in=(NoticeState.ENDED, NoticeState.WITHDRAWN), closed_at__isnull=False),
                name="employer_notice_is_open_or_closed",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def status_badge(self) -> Badge:
        """State as the employer reads it."""
        return NoticeState(self.state).badge

    @property
    def last_day(self) -> DueDate:
        """The last day, an estimate while the calendar is not known."""
        return DueDate(self.ends_on, is_estimate=self.is_estimate)

    @property
    def is_open(self) -> bool:
        """Whether it still hangs."""
        return self.state == NoticeState.OPEN

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was taken down before its days were over."""
        return self.state == NoticeState.WITHDRAWN

    @property
    def period(self) -> str:
        """From when to when it is on show; of one taken down, since when not any more."""
        start = f"{self.starts_on:%Y-%m-%d}"
        if self.was_withdrawn:
            return f"{start} 起，{timezone.localdate(self.closed_at):%Y-%m-%d} 撤回"
        return f"{start} 至 {self.last_day}" + ("" if self.is_open else "，已期满")


class EmployerNoticeEntry(PublicModel):
    """One person on a notice, in the words of the day.

    `sequence` is the submission that was on show; a later one needs a notice of its own, or the reason why
    this one still speaks of it. Who was taken off did not run in full.
    """

    notice = models.ForeignKey(EmployerNotice, on_delete=models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="employer_entries")
    sequence = models.PositiveSmallIntegerField()
    holder_name = models.CharField(max_length=80)
    title_path = models.CharField(max_length=160)
    specialty = models.CharField(max_length=80, blank=True)
    taken_off_at = models.DateTimeField(null=True, blank=True)
    taken_off_for = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "application"], name="once_on_an_employer_notice"),
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True, taken_off_for="")
                | (Q(taken_off_at__isnull=False) & ~Q(taken_off_for="")),
                name="taken_off_a_notice_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.notice_id} {self.application_id}"


class EmployerObjection(PublicModel):
    """An objection under the objector's real name, as the employer wrote it down, and how it was handled."""

    entry = models.ForeignKey(EmployerNoticeEntry, on_delete=models.PROTECT, related_name="objections")
    objector_name = EncryptedCharField(max_length=50)
    objector_contact = EncryptedCharField(max_length=60)
    words = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    matters = models.BooleanField(null=True, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(decided_at=None), name="one_open_objection_per_employer_entry"
            )
        ]

    def __str__(self):
        return f"{self.entry_id} {self.created_at:%Y-%m-%d}"

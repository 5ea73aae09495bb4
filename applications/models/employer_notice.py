"""单位公示: the people of one employer shown to their colleagues before it recommends them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.enums import KindCode
from applications.models.application import Application
from applications.models.plan import EvaluationPlan
from applications.models.working_day_notice import EntryObjection, WorkingDayNotice, WorkingDayNoticeQuerySet
from applications.notice_enums import NoticeState
from core.models import PublicModel


class EmployerNotice(WorkingDayNotice):
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
    reason = models.CharField(max_length=500, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkingDayNoticeQuerySet.as_manager()

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


class EmployerObjection(EntryObjection):
    """An objection under the objector's real name, as the employer wrote it down, and how it was handled."""

    entry = models.ForeignKey(EmployerNoticeEntry, on_delete=models.PROTECT, related_name="objections")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(decided_at=None), name="one_open_objection_per_employer_entry"
            )
        ]

"""结果公示: the people of a plan who passed, shown together, and what was objected to one of them."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.plan import EvaluationPlan
from applications.notice_enums import NoticeState
from catalogue.working_days import DueDate
from core import pii
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField


class ResultNoticeQuerySet(models.QuerySet):
    """Notices as strangers, offices and the clock ask for them."""

    def over(self, today: datetime.date) -> "ResultNoticeQuerySet":
        """Run in full before `today` and not closed yet; never while the end is an estimate."""
        return self.filter(state=NoticeState.OPEN, is_estimate=False, ends_on__lt=today)


class ResultNotice(PublicModel):
    """One list of one plan. `ends_on` is its last day, an estimate while the calendar is not published.

    An objection concerns one person and stops nobody else: the list itself is 公示中 or 已结束.
    """

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.PROTECT, related_name="result_notices")
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.OPEN)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    is_estimate = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ResultNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["state", "-starts_on", "-id"], name="result_notice_board")]
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=5), name="result_notice_runs_five_working_days"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="result_notice_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.OPEN, closed_at__isnull=True)
                | Q(state=NoticeState.ENDED, closed_at__isnull=False),
                name="result_notice_is_open_or_ended",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def status_badge(self) -> Badge:
        """State as everybody reads it."""
        return NoticeState(self.state).badge

    @property
    def last_day(self) -> DueDate:
        """The last day, an estimate while the calendar is not known."""
        return DueDate(self.ends_on, is_estimate=self.is_estimate)

    @property
    def is_open(self) -> bool:
        """Whether it is still on show for objections."""
        return self.state == NoticeState.OPEN

    @property
    def period(self) -> str:
        """From when to when it is on show."""
        span = f"{self.starts_on:%Y-%m-%d} 至 {self.last_day}"
        return span if self.is_open else f"{span}，已期满"


class ResultEntry(PublicModel):
    """One person on a list, in the words of the day; dropped where an objection was upheld."""

    notice = models.ForeignKey(ResultNotice, on_delete=models.PROTECT, related_name="entries")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="result_entry")
    holder_name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=80)
    employer_name = models.CharField(max_length=100)
    title_path = models.CharField(max_length=160)
    specialty = models.CharField(max_length=80, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["name_key"], name="result_entry_name")]

    def __str__(self):
        return f"{self.notice_id} {self.application_id}"

    @property
    def masked_name(self) -> str:
        """The person as strangers read it: 韦*兰."""
        return pii.mask_name(self.holder_name)


class ResultObjection(PublicModel):
    """An objection under the objector's real name, as the office wrote it down, and how it was handled."""

    entry = models.ForeignKey(ResultEntry, on_delete=models.PROTECT, related_name="objections")
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
                fields=["entry"], condition=Q(decided_at=None), name="one_open_objection_per_entry"
            )
        ]

    def __str__(self):
        return f"{self.entry_id} {self.created_at:%Y-%m-%d}"

"""What every notice that runs for working days has, whoever publishes it, and an objection to one on it."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.notice_enums import RUNNING, NoticeState
from catalogue.working_days import DueDate
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField


class WorkingDayNoticeQuerySet(models.QuerySet):
    """Notices as the clock asks for them."""

    def running(self) -> "WorkingDayNoticeQuerySet":
        """On show and open to objections, or with one under way."""
        return self.filter(state__in=RUNNING)

    def over(self, today: datetime.date) -> "WorkingDayNoticeQuerySet":
        """Run in full before `today` and not closed yet; never while the end is an estimate."""
        return self.filter(state=NoticeState.OPEN, is_estimate=False, ends_on__lt=today)


class WorkingDayNotice(PublicModel):
    """A notice from a day on; `ends_on` is its last day, an estimate while the calendar is not published."""

    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.OPEN)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    is_estimate = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def status_badge(self) -> Badge:
        """State as people read it."""
        return NoticeState(self.state).badge

    @property
    def last_day(self) -> DueDate:
        """The last day, an estimate while the calendar is not known."""
        return DueDate(self.ends_on, is_estimate=self.is_estimate)

    @property
    def is_open(self) -> bool:
        """Whether it is on show and open to objections."""
        return self.state == NoticeState.OPEN

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was taken down before its days were over."""
        return self.state == NoticeState.WITHDRAWN

    @property
    def is_running(self) -> bool:
        """Whether its days go on."""
        return self.is_open

    @property
    def period(self) -> str:
        """From when to when it is on show; of one taken down, since when not any more."""
        start = f"{self.starts_on:%Y-%m-%d}"
        if self.was_withdrawn:
            return f"{start} 起，{timezone.localdate(self.closed_at):%Y-%m-%d} 撤回"
        return f"{start} 至 {self.last_day}" + ("" if self.is_running else "，已期满")


class EntryObjection(PublicModel):
    """An objection to one person on a notice, under the objector's real name, and how it was handled.

    `matters` is None until it is decided.
    """

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
        abstract = True

    def __str__(self):
        return f"{self.entry_id} {self.created_at:%Y-%m-%d}"

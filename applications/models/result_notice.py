"""结果公示: the people of a plan who passed, shown together, and what was objected to one of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.plan import EvaluationPlan
from applications.models.working_day_notice import EntryObjection, WorkingDayNotice, WorkingDayNoticeQuerySet
from applications.notice_enums import NoticeState
from core import pii
from core.models import PublicModel


class ResultNotice(WorkingDayNotice):
    """One list of one plan. `ends_on` is its last day, an estimate while the calendar is not published.

    An objection concerns one person and stops nobody else: the list itself is 公示中 or 已结束.
    """

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.PROTECT, related_name="result_notices")
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkingDayNoticeQuerySet.as_manager()

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


class ResultObjection(EntryObjection):
    """An objection under the objector's real name, as the office wrote it down, and how it was handled."""

    entry = models.ForeignKey(ResultEntry, on_delete=models.PROTECT, related_name="objections")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(decided_at=None), name="one_open_objection_per_entry"
            )
        ]

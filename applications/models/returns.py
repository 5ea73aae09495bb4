"""一次性告知: everything that is wrong with an application, told at once, each defect at its place."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.enums import ApplicationState
from applications.models.application import Application
from applications.models.progress import ApplicationProgress
from catalogue.working_days import DueDate
from core.models import PublicModel

SENTENCE_LIMIT = 300


class ReturnNoticeQuerySet(models.QuerySet):
    """Notices as the applicant, the desks and the clock ask for them."""

    def sent(self) -> "ReturnNoticeQuerySet":
        """Those that were told; the others are still being noted."""
        return self.filter(progress__isnull=False)

    def open(self) -> "ReturnNoticeQuerySet":
        """Told, and neither answered nor overtaken."""
        return self.sent().filter(closed_at=None)

    def running(self) -> "ReturnNoticeQuerySet":
        """Open, lying with the applicant, with a last day that the calendar knows."""
        back = ApplicationState.returned_to
        return self.open().filter(application__state__in=back, deadline_on__isnull=False, is_estimate=False)

    def over(self, today: datetime.date) -> "ReturnNoticeQuerySet":
        """Not answered by the last day."""
        return self.running().filter(deadline_on__lt=today)


class ReturnNotice(PublicModel):
    """One return. Without `progress`, the row of the history that sent it, it is still being noted.

    What is being noted belongs to one turn of the desk: `turn_began_at` is that of the application then.
    `deadline_on` is the last day to answer, `working_days` after the return, empty where the desk sets none.
    `reminded` is the smallest number of days before it at which the person was told, `closed_at` when it
    was answered or overtaken. `answers_mark` tells the answers it was sent with, for a second press.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="returns")
    progress = models.OneToOneField(
        ApplicationProgress, null=True, blank=True, on_delete=models.CASCADE, related_name="return_notice"
    )
    turn_began_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    is_estimate = models.BooleanField(default=False)
    answers_mark = models.CharField(max_length=64, blank=True)
    reminded = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["deadline_on"],
                name="return_notices_running",
                condition=Q(closed_at=None, progress__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(progress=None), name="one_return_being_noted"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(progress__isnull=False, closed_at=None),
                name="one_open_return",
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.deadline_on or ''}"

    @property
    def due(self) -> DueDate | None:
        """The last day to answer; None where none was set."""
        return DueDate(self.deadline_on, self.is_estimate) if self.deadline_on else None


class ReturnItemQuerySet(models.QuerySet):
    """Defects as the desks ask for them."""

    def being_noted(self, application) -> "ReturnItemQuerySet":
        """Those of the next return, noted in this turn of the desk; of an earlier turn nothing counts."""
        return self.filter(
            notice__application=application,
            notice__progress=None,
            notice__turn_began_at=application.turn_began_at,
        )


class ReturnItem(PublicModel):
    """One defect: its place, its coded reason and a whole sentence for the applicant.

    A place is a section, a row of it, a kind of picture there or one picture; `place` says it in words as it
    was told. Without a section it is about the whole application. On one picture a spot may be marked, in
    percent of its width and height from the upper left corner. `mended` says whether what stands there
    was changed before the next 报送, `answer` is the applicant's reason for not changing it, and `continues`
    the same defect in the return before.
    """

    notice = models.ForeignKey(ReturnNotice, on_delete=models.CASCADE, related_name="items")
    section_key = models.CharField(max_length=30, blank=True)
    row_id = models.UUIDField(null=True, blank=True)
    spec_code = models.CharField(max_length=40, blank=True)
    file_id = models.UUIDField(null=True, blank=True)
    spot_x = models.PositiveSmallIntegerField(null=True, blank=True)
    spot_y = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120)
    code = models.CharField(max_length=8)
    sentence = models.CharField(max_length=SENTENCE_LIMIT)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by"
    )
    mended = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=SENTENCE_LIMIT, blank=True)

    objects = ReturnItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "notice",
                    "section_key",
                    "row_id",
                    "spec_code",
                    "file_id",
                    "spot_x",
                    "spot_y",
                    "code",
                    "sentence",
                ],
                name="one_item_per_defect",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(spot_x=None, spot_y=None)
                | Q(file_id__isnull=False, spot_x__lte=100, spot_y__lte=100),
                name="a_spot_lies_on_a_picture",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.place}"

    @property
    def has_spot(self) -> bool:
        """Whether a spot on the picture was marked."""
        return self.spot_x is not None

    @property
    def is_narrow(self) -> bool:
        """Whether it is about one row or one kind of picture, not about a whole section."""
        return bool(self.row_id or self.spec_code)

    @property
    def is_settled(self) -> bool | None:
        """Whether it was mended or answered with a reason; None while the applicant has it."""
        return None if self.mended is None else self.mended or bool(self.answer)

    @property
    def anchor(self) -> str:
        """The id on the page of the section where it is told."""
        return f"told-{self.public_id}"

    def covers(self, row_id, spec_code: str) -> bool:
        """Whether a row (or with a code one kind of picture) is what has to be changed."""
        return self.row_id == row_id and self.spec_code in ("", spec_code)

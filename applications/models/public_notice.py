"""Public notices: what everybody may read and object to, and the objections that came in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.working_day_notice import WorkingDayNotice, WorkingDayNoticeQuerySet
from applications.notice_enums import RUNNING, NoticeKind, NoticeState
from certificates.models import Certificate
from certificates.services.normalise import normalise_name, normalise_number
from core import pii
from core.models import PublicModel


class PublicNoticeQuerySet(WorkingDayNoticeQuerySet):
    """Notices as strangers, offices and the clock ask for them."""

    def found_by(self, words: str) -> "PublicNoticeQuerySet":
        """By the whole number of the certificate or the whole name of its holder, never by what is empty."""
        by_number = Q(certificate_number=normalise_number(words)) & ~Q(certificate_number="")
        return self.filter(by_number | Q(name_key=normalise_name(words)))


class PublicNotice(WorkingDayNotice):
    """One notice. The words are frozen when it begins; `ends_on` is its last day, which is a working day.

    While the calendar of a year it runs in is not published, the last day `is_estimate` and nothing opens.
    """

    kind = models.CharField(max_length=8, choices=NoticeKind)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="notice")
    certificate = models.ForeignKey(
        Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=80)
    certificate_number = models.CharField(max_length=15, blank=True)
    title_path = models.CharField(max_length=160)
    specialty = models.CharField(max_length=80, blank=True)
    granting_body = models.CharField(max_length=120)
    granted_label = models.CharField(max_length=10)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "-starts_on", "-id"], name="public_notice_board"),
            models.Index(fields=["certificate_number"], name="public_notice_number"),
            models.Index(fields=["name_key"], name="public_notice_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=5), name="public_notice_runs_five_working_days"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="public_notice_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, closed_at__isnull=True)
                | (~Q(state__in=RUNNING) & Q(closed_at__isnull=False)),
                name="closed_public_notice_has_an_instant",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.starts_on:%Y-%m-%d}"

    @property
    def meaning(self) -> str:
        """What its state means for the certificate."""
        return NoticeState(self.state).meaning

    @property
    def next_step(self) -> str:
        """What the holder waits for now."""
        return NoticeState(self.state).next_step

    @property
    def masked_name(self) -> str:
        """The holder as strangers read it: 韦*兰."""
        return pii.mask_name(self.holder_name)

    @property
    def is_running(self) -> bool:
        """Whether it is on show, or waits for the decision on an objection."""
        return self.state in RUNNING

    @property
    def open_objection(self) -> "NoticeObjection | None":
        """The objection nobody has decided yet."""
        return self.objections.filter(decided_at=None).first()


class NoticeObjection(PublicModel):
    """An objection under the objector's real name, as the office wrote it down, and what it decided."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="objections")
    objector_name = models.CharField(max_length=50)
    words = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_upheld = models.BooleanField(null=True, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], condition=Q(decided_at=None), name="one_open_objection_per_notice"
            )
        ]

    def __str__(self):
        return f"{self.notice_id} {self.created_at:%Y-%m-%d}"

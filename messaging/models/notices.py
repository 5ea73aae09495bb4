"""业务通知: what an office tells employers and persons, to whom it went, and who has read it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.badges import Badge
from core.models import MoveRow, PublicModel
from messaging.enums import NoticeState


class NoticeQuerySet(models.QuerySet):
    """Questions about many notices."""

    def sent_by(self, office):
        """What this office wrote."""
        return self.filter(sender_id=office.public_id)

    def readable_by(self, actor):
        """What came to the person, and what the office the person serves has written."""
        told = NoticeRecipient.objects.filter(notice=OuterRef("pk"), user=actor.user)
        mine, house = Q(Exists(told)), actor.office
        return self.filter(mine | Q(sender_id=house.public_id) if house else mine)


class OfficeNotice(PublicModel):
    """One notice of one office, named by UUID since offices live on a higher floor.

    `audience` holds the conditions it goes out by; `cursor` is the last person it was sent to.
    """

    sender_id = models.UUIDField()
    sender_name = models.CharField(max_length=100)
    title = models.CharField(max_length=60)
    body = models.TextField()
    audience = models.JSONField(default=dict)
    audience_words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_note = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey(
        "core.Progress", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cursor = models.BigIntegerField(default=0)
    recipient_count = models.PositiveIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("sender_id", "-created_at", "-id"), name="notices_of_office")]

    def __str__(self):
        return f"{self.title} ({self.state})"

    @property
    def status_badge(self) -> Badge:
        """What `{% status notice %}` shows."""
        state = NoticeState(self.state)
        return Badge(state.family, state.label)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written."""
        return self.state == NoticeState.DRAFT

    @property
    def is_out(self) -> bool:
        """Whether its recipients may read it."""
        return self.state in NoticeState.published

    def state_label(self, actor) -> str:
        """The state in words; everybody who may see it reads the same."""
        return NoticeState(self.state).label

    def last_move(self, name: str):
        """The latest move of this name, or None."""
        return self.moves.filter(move=name).last()


class NoticeMove(MoveRow):
    """One move of a notice."""

    notice = models.ForeignKey(OfficeNotice, on_delete=models.CASCADE, related_name="moves")

    def __str__(self):
        return f"{self.move} {self.notice_id}"

    @staticmethod
    def of(subject):
        return {"notice": subject}


class NoticeRecipient(models.Model):
    """One person a notice was sent to; `read_at` is the receipt."""

    notice = models.ForeignKey(OfficeNotice, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "user"), name="notice_once_per_person")]
        indexes = [models.Index(fields=("notice",), condition=Q(read_at=None), name="notice_unread")]

    def __str__(self):
        return f"{self.notice_id} → {self.user_id}"

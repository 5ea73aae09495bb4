"""History of rows that a workflow moves: the shape every app's own progress model shares."""

from django.conf import settings
from django.db import models
from django.utils import timezone

APPLICANT = "applicant"


class MoveQuerySet(models.QuerySet):
    """The two things the workflow engine asks of its history."""

    def append(self, subject, *, transition, from_state, to_state, actor, data):
        """Write the row of one move; `opinion` is taken from what the person answered."""
        return self.create(
            **self.model.of(subject),
            move=transition.name,
            label=transition.label_in(from_state),
            step=transition.step or transition.label,
            from_state=from_state,
            to_state=to_state,
            opinion=data.get("opinion", ""),
            by=actor.user if actor else None,
            by_name=actor.user.name if actor else "",
            by_body=_body_of(actor),
            capacity=str(actor.capacity) if actor else "",
        )

    def latest_of(self, subject):
        """The newest row of one subject that a person made, or None."""
        return self.filter(**self.model.of(subject), by__isnull=False).order_by("-pk").first()


def _body_of(actor) -> str:
    house = actor and (actor.office or actor.employer)
    return house.name if house else ""


class MoveRow(models.Model):
    """One move: 操作时间, 业务步骤, 处理结果及意见, 审核单位. Subclasses say in `of` whose it is."""

    move = models.CharField(max_length=30)
    label = models.CharField(max_length=20)
    step = models.CharField(max_length=20)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)
    opinion = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=50, blank=True)
    by_body = models.CharField(max_length=100, blank=True)
    capacity = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = MoveQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    @staticmethod
    def of(subject) -> dict:
        """The fields by which the rows of `subject` are written and found."""
        raise NotImplementedError

    def is_of(self, transition, actor) -> bool:
        """Whether this person made this move."""
        return actor is not None and self.by_id == actor.user.pk and self.move == transition.name

    def told_to(self, actor) -> str:
        """Who did what and when, for somebody who came second; applicants read the office, not the person."""
        if actor is None or self.by_id is None:
            return ""
        who = self.by_body
        if self.capacity == APPLICANT:
            who = "您" if self.by_id == actor.user.pk else "申报人"
        elif actor.capacity != APPLICANT:
            who = f"{self.by_name}（{self.by_body}）"
        return f"{who}已于 {timezone.localtime(self.at):%m-%d %H:%M} 办理“{self.label}”。"

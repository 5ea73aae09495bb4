"""What a committee did, as its office records it: groups, who lies in which, and what the ballot said."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.plan import EvaluationPlan
from core.models import PublicModel


class EvaluationGroup(PublicModel):
    """评议组: the applications of one plan that the same experts look at."""

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=90)
    specialty = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="group_name_once_per_plan"),
        ]

    def __str__(self):
        return self.name


class GroupPlace(models.Model):
    """In which group an application lies."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="place")
    group = models.ForeignKey(EvaluationGroup, on_delete=models.PROTECT, related_name="places")

    def __str__(self):
        return f"{self.application_id} {self.group_id}"


class EvaluationResult(PublicModel):
    """The ballot on one application in numbers; `needed` are the votes in favour it took that day.

    `members` are all of the committee, None in the ballots entered before that was asked.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="result")
    evaluated_on = models.DateField()
    members = models.PositiveSmallIntegerField(null=True, blank=True)
    attending = models.PositiveSmallIntegerField()
    approve = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decree = models.ForeignKey(
        "certificates.Decree", null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attending=F("approve") + F("against") + F("abstain"), attending__gte=1),
                name="votes_add_up_to_those_attending",
            ),
            models.CheckConstraint(
                condition=Q(members=None) | Q(members__gte=F("attending")),
                name="nobody_attends_who_is_no_member",
            ),
            models.CheckConstraint(
                condition=Q(passed=True, approve__gte=F("needed")) | Q(passed=False, approve__lt=F("needed")),
                name="result_follows_from_the_votes",
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.votes}"

    @property
    def votes(self) -> str:
        """The ballot in words."""
        committee = f"评委会 {self.members}，" if self.members else ""
        ballot = f"赞成 {self.approve}，反对 {self.against}，弃权 {self.abstain}"
        return f"{committee}出席 {self.attending}，{ballot}"


class ResultBatch(PublicModel):
    """One workbook of results as it was uploaded: `lines` are the cells by row, as text."""

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.PROTECT, related_name="result_batches")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=60)
    lines = models.JSONField(encoder=DjangoJSONEncoder)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.plan_id} {self.created_at:%Y-%m-%d %H:%M}"

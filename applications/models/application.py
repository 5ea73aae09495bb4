"""An application: who applies for what, through whom, and where it lies now."""

from types import SimpleNamespace

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Employer, TitleOffice
from applications.enums import ApplicationState, Eligibility, KindCode
from applications.models.queries import ApplicationQuerySet
from applications.models.queue_indexes import QUEUE_INDEXES
from catalogue.enums import LevelGroup, TitleLevel
from certificates.enums import CertificateState
from certificates.models import Certificate
from core.badges import Badge
from core.models import PublicModel

OPEN = ~Q(state__in=ApplicationState.closed)
DROPPED = (
    *ApplicationState.refused,
    ApplicationState.PAYMENT_EXPIRED,
    ApplicationState.GIVEN_UP,
    ApplicationState.LAPSED,
    ApplicationState.DELETED,
)
# Whether a failed evaluation uses the year up is a setting (decision B40), judged before a draft is opened.
NO_TITLE = (*DROPPED, ApplicationState.FAILED)
STILL_COUNTS = ~Q(state__in=DROPPED)
# What may lie there before anything was ever handed in.
NOT_HANDED_IN = (
    *ApplicationState.editable,
    ApplicationState.LOSS_NOTICE,
    ApplicationState.LOSS_OBJECTION,
    ApplicationState.GIVEN_UP,
    ApplicationState.DELETED,
)


class ApplicationSequence(models.Model):
    """The last application number given for one prefix and year."""

    prefix = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="one_application_sequence_per_year")
        ]

    def __str__(self):
        return f"{self.prefix}-{self.year}-{self.last}"


class Application(PublicModel):
    """One application of one person.

    `level_group`, `office` and for 职称评审 `plan` are chosen when it is opened; series, level, title_name
    and specialty are promoted from the answers, and `original`, the certificate an application rests on, if
    it is in the register. `turn_began_at` is when the present holder got it. `authority` is the 主管单位 it
    was sent up to, `authority_office` the lower office that stands in for one.
    `eligibility` is what the rules said when it was last handed in, by which rule and in which sentence;
    where they did not say yes, `review_reason` is why the applicant applies all the same.
    """

    kind = models.CharField(max_length=16, choices=KindCode)
    number = models.CharField(max_length=16, unique=True)
    form_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=24, choices=ApplicationState, default=ApplicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    applicant_name = models.CharField(max_length=50)
    applicant_pinyin = models.CharField(max_length=200, blank=True)
    applicant_letters = models.CharField(max_length=100, blank=True, db_default="")
    employer = models.ForeignKey(
        "accounts.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="applications")
    # Few are sent up: the indexes below hold those alone.
    authority = models.ForeignKey(
        "accounts.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    authority_office = models.ForeignKey(
        "accounts.TitleOffice",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    application_year = models.PositiveSmallIntegerField()
    level_group = models.CharField(max_length=16, choices=LevelGroup)
    plan = models.ForeignKey(
        "applications.EvaluationPlan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    series = models.ForeignKey(
        "catalogue.TitleSeries", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=16, choices=TitleLevel, blank=True)
    title_name = models.CharField(max_length=60, blank=True)
    specialty = models.CharField(max_length=80, blank=True)
    eligibility = models.CharField(max_length=16, choices=Eligibility, default=Eligibility.UNCHECKED)
    eligibility_rule = models.CharField(max_length=8, blank=True)
    eligibility_sentence = models.CharField(max_length=200, blank=True)
    review_reason = models.CharField(max_length=300, blank=True)

    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    turn_began_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    arrived_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    coapproved_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    flagged_sections = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    decree_number = models.CharField(max_length=60, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    original = models.ForeignKey(
        "certificates.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certificate = models.OneToOneField(
        "certificates.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["applicant", "-created_at"], name="applications_of_person"),
            models.Index(
                fields=["authority"], condition=Q(authority__isnull=False), name="applications_sent_up"
            ),
            models.Index(
                fields=["authority_office"],
                condition=Q(authority_office__isnull=False),
                name="applications_sent_to_office",
            ),
            *QUEUE_INDEXES,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "kind"], condition=OPEN, name="one_open_application_per_kind"
            ),
            models.UniqueConstraint(
                fields=["applicant", "series", "level"],
                condition=Q(kind=KindCode.RECOGNITION, series__isnull=False) & STILL_COUNTS,
                name="one_recognition_per_series_and_level",
            ),
            models.UniqueConstraint(
                fields=["applicant", "series", "level"],
                condition=Q(kind=KindCode.RECONFIRMATION, series__isnull=False) & STILL_COUNTS,
                name="one_reconfirmation_per_series_and_level",
            ),
            models.UniqueConstraint(
                fields=["applicant", "application_year"],
                condition=Q(kind=KindCode.EVALUATION) & ~Q(state__in=NO_TITLE),
                name="one_evaluation_per_year",
            ),
            models.CheckConstraint(
                condition=Q(kind=KindCode.EVALUATION, plan__isnull=False)
                | (~Q(kind=KindCode.EVALUATION) & Q(plan__isnull=True)),
                name="evaluation_has_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_HANDED_IN)
                | Q(submitted_at__isnull=False, employer__isnull=False, series__isnull=False),
                name="submitted_application_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.DELETED, deleted_at__isnull=False)
                | (~Q(state=ApplicationState.DELETED) & Q(deleted_at__isnull=True)),
                name="deleted_application_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.AUTHORITY_REVIEW)
                | Q(authority__isnull=False, authority_office__isnull=True)
                | Q(authority__isnull=True, authority_office__isnull=False),
                name="under_authority_review_with_one_house",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.ISSUED) | Q(certificate__isnull=False),
                name="issued_application_has_a_certificate",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def status_badge(self) -> Badge:
        """State in the applicant's words."""
        state = ApplicationState(self.state)
        return Badge(state.family, state.label)

    @property
    def on_desk(self) -> SimpleNamespace:
        """The same badge in the words of the desks, for `{% status application.on_desk %}`."""
        state = ApplicationState(self.state)
        return SimpleNamespace(status_badge=Badge(state.family, state.staff_label))

    def state_label(self, actor) -> str:
        """The state in the words of the person who reads it; `actor` None is the system."""
        state = ApplicationState(self.state)
        return state.staff_label if actor and actor.membership else state.label

    @property
    def is_editable(self) -> bool:
        """Whether the applicant may write in it now."""
        return self.state in ApplicationState.editable

    @property
    def is_for_manual_review(self) -> bool:
        """Whether the rules did not say yes when it was handed in, and people must look at it."""
        return self.eligibility == Eligibility.MANUAL_REVIEW

    @property
    def title_path(self) -> str:
        """拟申报资格名称 as far as it is known: 工程系列/助理级/助理工程师."""
        if not self.series_id:
            group = self.get_level_group_display()
            return f"{self.plan.committee.series.name}/{group}" if self.plan else group
        return "/".join((self.series.name, self.get_level_display(), self.title_name))

    @property
    def house_above(self) -> Employer | TitleOffice | None:
        """Who looks at it as 主管单位: the house it was sent up to, or the office in its place.

        Nobody works for a 主管单位 whose account was closed since: the office that keeps the account decides.
        """
        above = self.authority
        if above is None:
            return self.authority_office
        return above if above.is_open else above.office

    @property
    def never_submitted(self) -> bool:
        """Whether nobody but the applicant has ever had it."""
        return self.first_submitted_at is None

    def is_taken(self, series, level: str) -> bool:
        """Whether the applicant has this series and level already, as a certificate or on another road.

        Where no certificate stands against another one, one application does not either.
        """
        if not KindCode(self.kind).barred_by:
            return False
        return any(
            (one.series_id, one.level) == (series.pk, level) for one in (*self.rivals(), *self.barring())
        )

    def rivals(self) -> list["Application"]:
        """The applicant's other applications of this kind that may still lead, or have led, to a title."""
        others = self.applicant.applications.all()
        return [
            one for one in others if one.pk != self.pk and one.kind == self.kind and one.state not in NO_TITLE
        ]

    def barring(self) -> list[Certificate]:
        """The applicant's certificates beside which none of the same series and level is granted."""
        methods = KindCode(self.kind).barred_by
        held = self.applicant.certificates.all()
        return [
            one
            for one in held
            if one.acquisition_method in methods and one.state not in CertificateState.gone
        ]

    def moves_since_submission(self):
        """History rows after the last submission, oldest first; by row order, which no clock upsets."""
        submissions = self.progress.filter(move="submit").order_by("-pk").values("pk")[:1]
        return self.progress.filter(pk__gt=Coalesce(Subquery(submissions), 0)).order_by("pk")

    def last_move(self, name: str):
        """The latest history row of one move since the last submission, or None."""
        return self.moves_since_submission().filter(move=name).last()

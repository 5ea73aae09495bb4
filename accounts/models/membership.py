"""Who serves whom: the tie between a person and an employer or a title office."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import Role
from core.badges import Badge
from core.models import PublicModel

EMPLOYER_ROLES = (Role.OWNER, Role.CLERK)
OFFICE_ROLES = (Role.CLERK, Role.ADMIN, Role.BOOTSTRAP)


class MembershipQuerySet(models.QuerySet):
    """Questions about many memberships."""

    def current(self, today=None):
        """Those in force today (both ends included).

        An ended or future one opens nothing, nor does one that is disabled or of an office out of use.
        """
        today = today or timezone.localdate()
        running = self.filter(from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gte=today))
        return running.filter(Q(office=None) | Q(office__is_active=True), disabled_at=None)


class Membership(PublicModel):
    """A person's role at one employer or one title office, from a day and perhaps to a day.

    `extra_acts` are acts granted on top of the role; for these the person is judged as the administrator.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    employer = models.ForeignKey(
        "accounts.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role)
    from_on = models.DateField(default=timezone.localdate)
    to_on = models.DateField(null=True, blank=True)
    extra_acts = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False, office__isnull=True, role__in=EMPLOYER_ROLES)
                | Q(employer__isnull=True, office__isnull=False, role__in=OFFICE_ROLES),
                name="membership_of_one_house_with_a_role_of_it",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "employer", "role"],
                condition=Q(to_on=None, employer__isnull=False),
                name="one_open_membership_per_employer_role",
            ),
            models.UniqueConstraint(
                fields=["user", "office", "role"],
                condition=Q(to_on=None, office__isnull=False),
                name="one_open_membership_per_office_role",
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.public_id}"

    @property
    def status_badge(self) -> Badge:
        """Whether it is in force."""
        return Badge("void", "已停用") if self.disabled_at else Badge("pass", "使用中")

    @property
    def house(self):
        """The employer or the office."""
        return self.office if self.office_id else self.employer

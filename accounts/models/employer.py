"""Employers (单位), the talent centres among them."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Upper
from django.utils import timezone

from accounts.enums import EmployerState, Industry
from accounts.models.moves import AccountMove
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField

BADGES = {
    EmployerState.PENDING: "doing",
    EmployerState.ACTIVE: "pass",
    EmployerState.RETURNED: "back",
    EmployerState.DISABLED: "void",
    EmployerState.MERGED: "void",
}


class EmployerQuerySet(models.QuerySet):
    """Questions about many employers."""

    def active(self):
        return self.filter(state=EmployerState.ACTIVE)

    def shown(self):
        """All but those that became part of another."""
        return self.exclude(state=EmployerState.MERGED)

    def talent_centres(self):
        """Employers that stand for people without one (流动人员)."""
        return self.active().filter(is_talent_centre=True)

    def named_like(self, text):
        """Active employers by a keyword of the name or by its first letters in pinyin, shortest first."""
        keyword = "".join(text.split())
        if not keyword:
            return self.none()
        return self.active().filter(_named(keyword)).order_by(Length("name"), "name", "pk")

    def matching(self, text):
        """Employers in any state by part of the name, its first letters, the identifier or the contact."""
        keyword = "".join(text.split())
        found = _named(keyword) | Q(usci__iexact=keyword) | Q(contact_name__icontains=keyword)
        return self.filter(found)

    def with_names(self):
        """With what lists and pages name, in the same statement."""
        return self.select_related("region", "office", "nature", "unit_level", "superior", "merged_into")


def _named(keyword):
    found = Q(name__icontains=keyword)
    if keyword.isascii() and keyword.isalpha():
        found |= Q(name_pinyin__startswith=keyword.lower())
    return found


class Employer(PublicModel):
    """One employer, reporting to a title office; `name_pinyin` holds first letters, for search.

    `turn_began_at` is when the office's clock began to run, `entered_by` whoever typed the data in: that
    person may not approve them. Address and telephone are those of the house, not of a person.
    """

    name = models.CharField(max_length=100)
    name_pinyin = models.CharField(max_length=100, blank=True)
    usci = models.CharField(max_length=18, blank=True)
    legal_person = models.CharField(max_length=50, blank=True)
    contact_name = models.CharField(max_length=50, blank=True)
    contact_mobile = EncryptedCharField(max_length=16, blank=True, default="")
    contact_email = EncryptedCharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    nature = models.ForeignKey(
        "catalogue.EnumItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_level = models.ForeignKey(
        "catalogue.EnumItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    industry = models.CharField(max_length=1, choices=Industry, blank=True)
    region = models.ForeignKey("catalogue.Region", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="employers")
    superior = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    is_talent_centre = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=EmployerState, default=EmployerState.PENDING)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    turn_began_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    disabled_note = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )

    objects = EmployerQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="employer_name_trigrams"),
            models.Index(
                OpClass("name_pinyin", name="varchar_pattern_ops"), name="employer_by_first_letters"
            ),
            models.Index(fields=["state", "office", "turn_began_at", "id"], name="employers_of_office"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["usci"],
                condition=~Q(usci="") & ~Q(state=EmployerState.MERGED),
                name="one_employer_per_usci",
            ),
            models.CheckConstraint(
                condition=Q(state=EmployerState.MERGED, merged_into__isnull=False)
                | (~Q(state=EmployerState.MERGED) & Q(merged_into__isnull=True)),
                name="merged_employer_names_its_successor",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def status_badge(self) -> Badge:
        return Badge(BADGES[EmployerState(self.state)], self.get_state_display())

    @property
    def is_open(self) -> bool:
        """Whether its people may work: everybody else reads its own page at most."""
        return self.state == EmployerState.ACTIVE

    def state_label(self, _actor) -> str:
        return self.get_state_display()

    def last_move(self, name):
        """The newest move of this name, or None."""
        return AccountMove.objects.filter(**AccountMove.of(self), move=name).order_by("-pk").first()

    @property
    def history(self):
        """Its moves, newest first."""
        return AccountMove.objects.filter(**AccountMove.of(self)).order_by("-pk")

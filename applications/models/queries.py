"""Who sees which applications, and the lists the desks ask for."""

from django.db import models
from django.db.models import Q

from accounts.actors import Capacity
from accounts.services.jurisdiction import jurisdiction
from applications.enums import ApplicationState


class ApplicationQuerySet(models.QuerySet):
    """Every view starts at `visible_to`; a stranger's row is then simply not found."""

    def visible_to(self, actor) -> "ApplicationQuerySet":
        """The applications a person may know of, in the capacity they act in now."""
        match actor.capacity:
            case Capacity.APPLICANT:
                return self.filter(applicant=actor.user)
            case Capacity.EMPLOYER:
                return self.submitted().filter(employer_id=actor.employer_id)
            case Capacity.TITLE_OFFICE:
                return self.reported().filter(office__in=jurisdiction(actor, "see"))
        return self.none()

    def submitted(self) -> "ApplicationQuerySet":
        """What was handed over to an employer and not taken back."""
        return self.exclude(state__in=(ApplicationState.DRAFT, ApplicationState.DELETED))

    def reported(self) -> "ApplicationQuerySet":
        """What has come to an office at least once and was not taken back since."""
        return self.submitted().filter(arrived_at__isnull=False)

    def kept(self) -> "ApplicationQuerySet":
        """All but the bin."""
        return self.exclude(state=ApplicationState.DELETED)

    def unfinished(self) -> "ApplicationQuerySet":
        """Still on the road: with the applicant or with staff."""
        return self.exclude(state__in=ApplicationState.closed)

    def awaiting_employer(self, employer_id) -> "ApplicationQuerySet":
        """Lying with one employer."""
        return self.filter(employer_id=employer_id, state=ApplicationState.EMPLOYER_REVIEW)

    def awaiting(self, office) -> "ApplicationQuerySet":
        """Lying with one title office, oldest first."""
        lying = (ApplicationState.OFFICE_REVIEW, ApplicationState.PRELIMINARY_PASSED)
        return self.filter(office=office, state__in=lying).order_by("submitted_at", "pk")

    def with_names(self) -> "ApplicationQuerySet":
        """With what cards and queues name, in the same statement."""
        return self.select_related("employer", "office", "series", "assignee", "applicant", "certificate")

    def named_like(self, text: str) -> "ApplicationQuerySet":
        """By part of the applicant's name, first letters of its pinyin, or the number."""
        keyword = "".join(text.split())
        found = Q(applicant_name__icontains=keyword) | Q(number__iexact=keyword)
        if keyword.isascii() and keyword.isalpha():
            found |= Q(applicant_pinyin__startswith=keyword.lower())
        return self.filter(found)

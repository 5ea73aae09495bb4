"""Who sees which applications, and the lists the desks ask for."""

from django.db import models
from django.db.models import F, Q

from accounts.actors import Capacity
from accounts.enums import EmployerState, OfficeLevel
from accounts.services.jurisdiction import jurisdiction
from applications.enums import ApplicationState
from applications.models.name_search import Spread, spread
from applications.models.queue_indexes import COAPPROVAL


class ApplicationQuerySet(models.QuerySet):
    """Every view starts at `visible_to`; a stranger's row is then simply not found."""

    def visible_to(self, actor) -> "ApplicationQuerySet":
        """The applications a person may know of, in the capacity they act in now."""
        match actor.capacity:
            case Capacity.APPLICANT:
                return self.filter(applicant=actor.user)
            case Capacity.EMPLOYER:
                house = actor.employer_id
                ours = self.submitted().filter(Q(employer_id=house) | Q(authority_id=house))
                return ours.exclude(pk__in=self._to_come(house).values("pk"))
            case Capacity.TITLE_OFFICE:
                # Read at once: of offices it knows the planner can tell how many cases each has.
                offices = list(jurisdiction(actor, "see").values_list("pk", flat=True))
                reported = Q(arrived_at__isnull=False, office__in=offices)
                return self.submitted().filter(reported | self.sent_up_to(actor.office))
        return self.none()

    def _to_come(self, employer_id) -> "ApplicationQuerySet":
        """Returned, and meant for this employer since: only another one has worked on it so far."""
        returned = self.model.objects.filter(employer_id=employer_id, state=ApplicationState.RETURNED)
        known = returned.filter(
            progress__capacity=Capacity.EMPLOYER, progress__by__memberships__employer_id=employer_id
        )
        return returned.filter(progress__capacity=Capacity.EMPLOYER).exclude(pk__in=known.values("pk"))

    def submitted(self) -> "ApplicationQuerySet":
        """What was handed over to an employer and not taken back."""
        ours = self.exclude(state__in=(ApplicationState.DRAFT, ApplicationState.DELETED))
        return ours.filter(submitted_at__isnull=False)

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
        """Lying with one employer for the recommendation of its own people."""
        return self.filter(employer_id=employer_id, state=ApplicationState.EMPLOYER_REVIEW)

    def awaiting_house(self, employer_id) -> "ApplicationQuerySet":
        """Lying with one employer: those of its own people, and what was sent up to it as 主管单位."""
        sent_up = Q(authority_id=employer_id, state=ApplicationState.AUTHORITY_REVIEW)
        return self.filter(sent_up | Q(employer_id=employer_id, state=ApplicationState.EMPLOYER_REVIEW))

    def sent_up_to(self, office) -> Q:
        """With an office in place of a 主管单位: a few, read at once to spare the index of the rest.

        Of a 主管单位 whose account is closed, it is the office that keeps the account (`house_above`).
        """
        lying = self.model.objects.filter(state=ApplicationState.AUTHORITY_REVIEW).order_by()
        of_closed = lying.filter(authority__office=office).exclude(authority__state=EmployerState.ACTIVE)
        # Two questions in one statement, each with its own index: asked as one they would read all that runs.
        here = lying.filter(authority_office=office).values("pk").union(of_closed.values("pk"), all=True)
        return Q(pk__in=[row["pk"] for row in here])

    def awaiting(self, office) -> "ApplicationQuerySet":
        """Lying with one title office, oldest first; with the regional one also what it is to agree to."""
        lying = (ApplicationState.OFFICE_REVIEW, ApplicationState.PRELIMINARY_PASSED)
        here = Q(office=office, state__in=lying) | self.sent_up_to(office)
        if office.level == OfficeLevel.REGIONAL:
            here |= COAPPROVAL
        return self.filter(here).order_by("submitted_at", "pk")

    def with_names(self) -> "ApplicationQuerySet":
        """With what cards and queues name, in the same statement."""
        names = ("employer", "office", "series", "assignee", "applicant", "certificate", "original", "notice")
        houses = ("authority__office", "authority_office")
        return self.select_related(*names, *houses, "plan__committee__series")

    def named_like(self, text: str) -> "ApplicationQuerySet":
        """By part of the applicant's name, its pinyin or the first letters of it, or the number."""
        keyword = "".join(text.split())
        found = Q(name_spread__contains=spread(keyword))
        if keyword.isascii() and keyword.isalpha():
            letters = keyword.lower()
            found |= Q(applicant_pinyin__startswith=letters) | Q(applicant_letters__startswith=letters)
        elif keyword.isascii():
            found |= Q(number=keyword.upper())
        return self.alias(name_spread=Spread(F("applicant_name"))).filter(found)

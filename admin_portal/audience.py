"""Whom a 业务通知 reaches: staff of employers or persons, by conditions, within the sender's branch only.

Conditions are kept as plain data: group, office (code), below, region (code), employer_state, kind, state;
an empty one narrows nothing.
"""

from django.db.models import Q, QuerySet
from django.db.models.enums import TextChoices

from accounts.enums import EmployerState
from accounts.models import Employer, Membership, TitleOffice, User
from accounts.services.jurisdiction import decide
from applications.enums import ApplicationState, KindCode
from applications.models import Application
from catalogue.models import Region
from messaging.notices.rules import Rules, register

UNFINISHED = "unfinished"


class AudienceGroup(TextChoices):
    """The two kinds of people an office writes to."""

    EMPLOYERS = "employers", "单位工作人员"
    PEOPLE = "people", "个人"


def may_publish(actor) -> bool:
    """Whether the table of rights lets the person publish for the office served now (publish_notice)."""
    return bool(decide(actor, "publish_notice", item_office=actor.office))


def own_and_below(office: TitleOffice) -> QuerySet[TitleOffice]:
    """The office and all offices below it."""
    return TitleOffice.objects.filter(Q(pk=office.pk) | Q(path__startswith=f"{office.path}/"))


def regions_of(office: TitleOffice) -> QuerySet[Region]:
    """The regions in which employers of the branch sit."""
    employers = Employer.objects.filter(office__in=own_and_below(office))
    return Region.objects.filter(pk__in=employers.values("region")).order_by("code")


def recipients(notice) -> QuerySet[User]:
    """The users who fulfil the conditions of a notice now; none if its office is gone."""
    sender = TitleOffice.objects.filter(public_id=notice.sender_id).first()
    return reached(sender, notice.audience) if sender else User.objects.none()


def reached(sender: TitleOffice, conditions: dict) -> QuerySet[User]:
    """The active users that `conditions` name, never outside the branch of `sender`."""
    offices = _offices(sender, conditions)
    find = _staff if conditions.get("group") == AudienceGroup.EMPLOYERS else _people
    return User.objects.filter(find(offices, conditions), is_active=True, deregistered_at=None)


def _offices(sender, conditions) -> QuerySet[TitleOffice]:
    """Always cut with the branch: a condition can make the circle smaller, never larger."""
    branch, code = own_and_below(sender), conditions.get("office")
    chosen = branch.filter(code=code).first() if code else sender
    if chosen is None:
        return branch.none()
    return own_and_below(chosen) if conditions.get("below") else branch.filter(pk=chosen.pk)


def _employers(offices, conditions) -> QuerySet[Employer]:
    employers = Employer.objects.filter(office__in=offices)
    if region := conditions.get("region"):
        employers = employers.filter(Q(region__code=region) | Q(region__parent__code=region))
    return employers


def _staff(offices, conditions) -> Q:
    state = conditions.get("employer_state") or EmployerState.ACTIVE
    employers = _employers(offices, conditions).filter(state=state)
    return Q(pk__in=Membership.objects.current().filter(employer__in=employers).values("user"))


def _people(offices, conditions) -> Q:
    """Without a word about applications: people of the employers; else those with such a case here."""
    kind, state = conditions.get("kind"), conditions.get("state")
    if not (kind or state):
        return Q(employer__in=_employers(offices, conditions))
    cases = Application.objects.reported().filter(office__in=offices)
    if kind:
        cases = cases.filter(kind=kind)
    cases = cases.filter(state=state) if state and state != UNFINISHED else cases.unfinished()
    if conditions.get("region"):
        cases = cases.filter(employer__in=_employers(offices, conditions))
    return Q(pk__in=cases.values("applicant"))


def in_words(sender: TitleOffice, conditions: dict) -> str:
    """The conditions as a sentence part for people."""
    offices = own_and_below(sender).filter(code=conditions.get("office") or sender.code)
    regions = Region.objects.filter(code=conditions.get("region") or "")
    place = offices.values_list("short_name", flat=True).first() or ""
    words = [
        AudienceGroup(conditions["group"]).label,
        f"{place}及下级职改办" if conditions.get("below") else place,
        regions.values_list("name", flat=True).first() or "",
        *_words_of_state(conditions),
    ]
    return " · ".join(word for word in words if word)


def _words_of_state(conditions) -> list[str]:
    if conditions["group"] == AudienceGroup.EMPLOYERS:
        return [EmployerState(conditions.get("employer_state") or EmployerState.ACTIVE).label]
    kind, state = conditions.get("kind"), conditions.get("state")
    known = state in ApplicationState.values
    wanted = ApplicationState(state).staff_label if known else "有在办申报" if kind or state else ""
    return [KindCode(kind).label if kind else "", wanted]


RULES = Rules(may_publish=may_publish, recipients=recipients)


def fill_socket() -> None:
    """Tell messaging of these rules; called when the app is ready."""
    register(RULES)

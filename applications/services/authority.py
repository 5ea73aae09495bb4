"""主管单位审核: which house looks at a case between its employer and the committee's office.

Where the plan asks for it, that is the 主管单位 of the employer. An employer without one that belongs to an
office below the committee's is looked at there; the committee's office still accepts for itself afterwards.
Sources: decision E0 (SUPERIOR: 主管单位 or 下级职改办), E1 (a lower office that recommends does not accept).
"""

from django.utils import timezone

from accounts.models import Employer, TitleOffice
from applications.enums import ApplicationState
from applications.services import stamps
from applications.services.messages import tell_applicant, tell_authority, tell_office


def authority_of(application) -> Employer | TitleOffice | None:
    """Who has to agree before it goes to the office; None where nobody has to."""
    plan, employer = application.plan, application.employer
    if plan is None or not plan.needs_authority_review or employer is None:
        return None
    superior = employer.superior
    if superior is not None and superior.is_open:
        return superior
    lower, above = employer.office, application.office
    is_below = lower.path.startswith(f"{above.path}/")
    return lower if is_below and lower.is_active else None


def next_state(application, _data) -> str:
    """Where 同意推荐并报送 leads."""
    sent_up = authority_of(application) is not None
    return ApplicationState.AUTHORITY_REVIEW if sent_up else ApplicationState.OFFICE_REVIEW


def handed_up(application, _actor, _data) -> dict:
    """Stamp of 同意推荐并报送: with whom it lies now, and that nobody has taken it up there yet."""
    house = authority_of(application)
    if house is None:
        return {"arrived_at": timezone.now(), "assignee": None}
    above = {"authority": None, "authority_office": None, "assignee": None}
    return above | {"authority" if isinstance(house, Employer) else "authority_office": house}


def sent_down(application, actor, data) -> dict:
    """Stamp of both returns: one of the 主管单位 counts as one of the office, which may revive what lapses.

    What was recommended in time stays so, however long it lay above: 单位审核 of the plan may be over.
    """
    is_above = application.state == ApplicationState.AUTHORITY_REVIEW
    return stamps.known_to_office(application, actor, data) if is_above else {}


def tell_of_endorsement(application, actor, data) -> None:
    """Effect of 同意推荐并报送: the applicant and the house that has it now."""
    if application.state == ApplicationState.AUTHORITY_REVIEW:
        tell_applicant("sent_to_authority", named)(application, actor, data)
        tell_authority(application, actor, data)
    else:
        tell_applicant("endorsed")(application, actor, data)
        tell_office(application, actor, data)


def named(application) -> dict:
    """What the messages call the house that looks at it."""
    return {"authority": application.house_above.name}


def by_state(at_authority, elsewhere):
    """Effect: one of two, by the desk the case was on; the move has written its new state already."""

    def effect(application, actor, data):
        came_from = application.progress.latest("pk").from_state
        chosen = at_authority if came_from == ApplicationState.AUTHORITY_REVIEW else elsewhere
        chosen(application, actor, data)

    return effect

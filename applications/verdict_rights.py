"""Who looks through the sections of an application, and for which desk."""

from accounts.actors import Capacity
from applications.enums import ApplicationState as S
from applications.policies import authority_may, employer_may, office_may
from applications.verdict_enums import Desk

# The desk an application lies on in a state, and who decides there.
DESKS = {
    S.EMPLOYER_REVIEW: (Desk.EMPLOYER, employer_may("recommend")),
    S.AUTHORITY_REVIEW: (Desk.SUPERIOR, authority_may("recommend")),
    S.OFFICE_REVIEW: (Desk.OFFICE, office_may("review")),
}


def judging_desk(actor, application) -> Desk | None:
    """The desk for which the person may judge sections now; None where they may not."""
    desk, may = DESKS.get(application.state, (None, None))
    return desk if desk and may(actor, application) else None


def own_desk(actor, application) -> Desk:
    """The desk whose verdicts the person reads as their own, also where they only look on."""
    if judging := judging_desk(actor, application):
        return judging
    if actor.capacity == Capacity.TITLE_OFFICE:
        return Desk.SUPERIOR if actor.office_id == application.authority_office_id else Desk.OFFICE
    return Desk.EMPLOYER if actor.employer_id == application.employer_id else Desk.SUPERIOR


def desks_before(desk: Desk) -> list[Desk]:
    """The desks a case passed before it came to this one."""
    desks = list(Desk)
    return desks[: desks.index(desk)]

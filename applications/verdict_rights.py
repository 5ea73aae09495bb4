"""Who looks through the sections of an application, and for which desk."""

from applications.enums import ApplicationState as S
from applications.policies import employer_may, office_may
from applications.verdict_enums import Desk

# The desk an application lies on in a state, and who decides there.
DESKS = {
    S.EMPLOYER_REVIEW: (Desk.EMPLOYER, employer_may("recommend")),
    S.OFFICE_REVIEW: (Desk.OFFICE, office_may("review")),
}


def judging_desk(actor, application) -> Desk | None:
    """The desk for which the person may judge sections now; None where they may not."""
    desk, may = DESKS.get(application.state, (None, None))
    return desk if desk and may(actor, application) else None

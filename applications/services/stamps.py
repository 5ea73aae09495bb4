"""Columns that a move writes together with the state."""

from django.utils import timezone

from applications.enums import Eligibility
from applications.services.names import names_of
from applications.services.originals import granted_before


def hand_over(_application, _actor, _data) -> dict:
    """The turn passes to somebody else: the clock starts anew."""
    return {"turn_began_at": timezone.now()}


def named(application, _actor, _data) -> dict:
    """It goes out under the name of today: the account may be mended while it lies with others."""
    return names_of(application.applicant)


def submission(application, _actor, _data) -> dict:
    """Handed in now; what the desks noted of an earlier submission is forgotten."""
    now = timezone.now()
    return {
        "submitted_at": now,
        "first_submitted_at": application.first_submitted_at or now,
        "opened_at": None,
        "opened_by": None,
        "assignee": None,
        "authority": None,
        "authority_office": None,
        "flagged_sections": [],
    }


def judged(_application, _actor, data) -> dict:
    """What the rules said of it: 符合, or 人工复核 with the reason; nothing for a kind without rules."""
    verdict = data["verdict"]
    if verdict is None:
        return {"eligibility": Eligibility.UNCHECKED}
    return {
        "eligibility": Eligibility.ELIGIBLE if verdict.is_eligible else Eligibility.MANUAL_REVIEW,
        "eligibility_rule": verdict.rule_id,
        "eligibility_sentence": verdict.sentence,
        "review_reason": data["review_reason"],
    }


def taken_back(_application, _actor, _data) -> dict:
    """A withdrawn case has been on no desk."""
    return {"opened_at": None, "opened_by": None, "arrived_at": None, "assignee": None}


def unsubmitted(_application, _actor, _data) -> dict:
    """Nothing is handed in any more, though the state is not that of a draft."""
    return {"submitted_at": None}


def agreed_below(_application, _actor, _data) -> dict:
    """The office agreed: 自治区职改办 agrees after it, also where it did so once before."""
    return {"coapproved_at": None}


def coapproved(_application, _actor, _data) -> dict:
    """自治区职改办 agreed, too."""
    return {"coapproved_at": timezone.now()}


def opened(_application, actor, _data) -> dict:
    """The employer has opened it: 单位待受理 becomes 单位受理中."""
    return {"opened_at": timezone.now(), "opened_by": actor.user}


def arrived(_application, _actor, _data) -> dict:
    """It lies with the office, claimed by nobody yet."""
    return {"arrived_at": timezone.now(), "assignee": None}


def known_to_office(application, _actor, _data) -> dict:
    """The office sees it from now on: nobody else takes a refusal back."""
    return {"arrived_at": application.arrived_at or timezone.now()}


def assigned(_application, actor, data) -> dict:
    """It is handled by the colleague named, or by the person acting."""
    return {"assignee": data.get("assignee") or actor.user}


def unassigned(_application, _actor, _data) -> dict:
    """It is handled by nobody."""
    return {"assignee": None}


def flagged(_application, _actor, data) -> dict:
    """Only the sections complained about are opened; none named opens all."""
    return {"flagged_sections": list(data["sections"])}


def decided(_application, _actor, _data) -> dict:
    """A decision has ended the road."""
    return {"decided_at": timezone.now()}


def approved(_application, _actor, data) -> dict:
    """Under which decree, from which day."""
    return {
        "decree_number": data["decree_number"],
        "granted_on": data["granted_on"],
        "decided_at": timezone.now(),
    }


def replaced(application, _actor, _data) -> dict:
    """A decision that grants nothing new: the day of the certificate that is replaced stays."""
    return {"granted_on": granted_before(application)["granted_on"], "decided_at": timezone.now()}


def reopened(_application, _actor, _data) -> dict:
    """A decision is taken back."""
    return {"decided_at": None}


def binned(_application, _actor, _data) -> dict:
    """The bin keeps it for 14 days."""
    return {"deleted_at": timezone.now()}


def out_of_bin(_application, _actor, _data) -> dict:
    """It is a draft again."""
    return {"deleted_at": None}

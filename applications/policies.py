"""Who may do what with an application: pure questions about a person and a row.

The rights of employers and offices stand in the table of jurisdiction; here is only which act is asked for.
"""

from accounts.actors import Capacity
from accounts.enums import UnitRight
from accounts.models import TitleOffice
from accounts.services import unit_rights
from accounts.services.jurisdiction import decide
from core.workflow import any_of

# What a clerk of an employer may do only with the right 审核推荐; seeing needs none.
REVIEWING = ("recommend", "return", "reject", "publish_notice")


def is_applicant(actor, application) -> bool:
    """The person whose application it is, acting for themselves."""
    return (
        actor is not None
        and actor.capacity == Capacity.APPLICANT
        and actor.user.pk == application.applicant_id
    )


def _circumstances(actor, application) -> frozenset[str]:
    granted_by = application.original.office_id if application.original_id else None
    found = {
        "self_case": actor.user.pk == application.applicant_id,
        "not_granting": bool(granted_by and actor.office and granted_by != actor.office_id),
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def _trusted(actor, act: str) -> bool:
    """Whether the owner of an employer lets this clerk of theirs do it."""
    return act not in REVIEWING or unit_rights.holds(actor, UnitRight.REVIEW)


def employer_may(act: str):
    """Policy: staff of the employer it was submitted through, whom the table allows this act.

    Clerks decide only where the owner gave them 审核推荐.
    """

    def may(actor, application) -> bool:
        if actor is None or actor.capacity != Capacity.EMPLOYER or application.employer_id is None:
            return False
        if not _trusted(actor, act):
            return False
        conditions = _circumstances(actor, application)
        return bool(decide(actor, act, item_office=application.employer, conditions=conditions))

    return may


def authority_may(act: str):
    """Policy: staff of the 主管单位 it was sent up to, or of the lower office in its place (rows J11, J16).

    The house that has it (`Application.house_above`) decides as in a case of its own, whatever became of its
    place above the employer.
    """

    def may(actor, application) -> bool:
        house = application.house_above
        if actor is None or house is None:
            return False
        if isinstance(house, TitleOffice):
            serves = actor.capacity == Capacity.TITLE_OFFICE
        else:
            serves = actor.capacity == Capacity.EMPLOYER and actor.employer_id == house.pk
        if not serves or (actor.employer_id and not _trusted(actor, act)):
            return False
        return bool(decide(actor, act, item_office=house, conditions=_circumstances(actor, application)))

    return may


def office_may(act: str):
    """Policy: staff of a title office whom the table allows this act on this level and series."""

    def may(actor, application) -> bool:
        if actor is None or actor.capacity != Capacity.TITLE_OFFICE:
            return False
        verdict = decide(
            actor,
            act,
            item_office=application.office,
            title_level=application.level or None,
            series=application.series,
            conditions=_circumstances(actor, application),
        )
        return bool(verdict)

    return may


# The full document number, in words or in a picture: those who handle the case, not those who only look on.
may_see_identity = any_of(employer_may("see"), authority_may("see"), office_may("see"))


def manages_plans(actor, office) -> bool:
    """Whether the person sets committees, plans and policy notices of this office (rows J83 to J85)."""
    return _may_for(actor, "manage_plan", office)


def may_organise_for(actor, office) -> bool:
    """Whether the person carries out the evaluations of this office's committees (row J83)."""
    return _may_for(actor, "organise_evaluation", office)


def may_publish_for(actor, office) -> bool:
    """Whether the person publishes notices of this office (row J83)."""
    return _may_for(actor, "publish_notice", office)


def may_approve_for(actor, office) -> bool:
    """Whether the person approves results of this office's committees (row J83)."""
    return _may_for(actor, "approve_evaluation", office)


def _may_for(actor, act: str, office) -> bool:
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE:
        return False
    return bool(decide(actor, act, item_office=office))

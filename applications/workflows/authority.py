"""主管单位审核, between the employer and the office, where the plan asks for it (decision E0, SUPERIOR)."""

from applications.enums import ApplicationState as S
from applications.forms.moves import OpinionForm, RejectForm
from applications.policies import authority_may
from applications.services import authority, delivery, noting, stamps
from applications.services.messages import tell_applicant, tell_office
from applications.workflows.variants import varied
from core.workflow import Transition

DECIDED = (
    Transition(
        name="agree_as_authority",
        label="同意",
        step="主管单位审核",
        weight="primary",
        sources=(S.AUTHORITY_REVIEW,),
        targets=(S.OFFICE_REVIEW,),
        allowed=authority_may("recommend"),
        guards=(noting.nothing_noted,),
        form=OpinionForm,
        stamps=(stamps.arrived, stamps.hand_over),
        effects=(tell_applicant("agreed_by_authority", authority.named), tell_office),
    ),
    Transition(
        name="reject_by_authority",
        label="不通过",
        step="主管单位审核",
        weight="outline-danger",
        sources=(S.AUTHORITY_REVIEW,),
        targets=(S.REJECTED_BY_OFFICE,),
        allowed=authority_may("reject"),
        form=RejectForm,
        stamps=(stamps.decided, stamps.known_to_office, stamps.hand_over),
        effects=(delivery.drop, tell_applicant("rejected_by_authority", authority.named)),
    ),
)


def through_authority(road) -> tuple[Transition, ...]:
    """`road` from the employer to the office, by way of the 主管单位 where there is one to ask."""
    moves = {move.name: move for move in road}
    endorse = {
        "targets": (S.AUTHORITY_REVIEW, *moves["endorse"].targets),
        "choose": authority.next_state,
        "stamps": (authority.handed_up, stamps.hand_over),
        "effects": (authority.tell_of_endorsement,),
    }
    told, tell = (
        tell_applicant("authority_returned_to_employer", authority.named),
        moves["return_to_employer"],
    )
    first, *others = tell.effects
    reopen = moves["reopen"]
    return (
        *varied(
            road,
            endorse=endorse,
            return_to_employer=_also_by_authority(tell, effects=(authority.by_state(told, first), *others)),
            return_to_applicant=_also_by_authority(moves["return_to_applicant"]),
            reopen={"targets": (*reopen.targets, S.AUTHORITY_REVIEW)},
        ),
        *DECIDED,
    )


def _also_by_authority(move: Transition, **fields) -> dict:
    """The fields of a return that the 主管单位 may make too, while the case lies with it."""
    may, elsewhere = authority_may("return"), move.allowed

    def allowed(actor, application) -> bool:
        judge = may if application.state == S.AUTHORITY_REVIEW else elsewhere
        return judge(actor, application)

    sources, stamped = (*move.sources, S.AUTHORITY_REVIEW), (*move.stamps, authority.sent_down)
    return {"sources": sources, "allowed": allowed, "stamps": stamped, **fields}

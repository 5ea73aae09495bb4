"""受理 and 初审 at the office."""

from applications.enums import ApplicationState as S
from applications.forms.moves import OpinionForm, RejectForm, TransferForm
from applications.forms.returning import ReturnToEmployerForm
from applications.policies import office_may
from applications.services import delivery, fee_road, guards, noting, returns, stamps
from applications.services.messages import tell_applicant, tell_colleague, tell_employer, tell_next_desk
from applications.workflows.variants import varied
from core.workflow import Transition


def _unclaimed(application) -> bool:
    return application.assignee_id is None


def _state_before(application, _data):
    """The state a refused application was refused in."""
    return application.progress.filter(to_state=application.state).latest("pk").from_state


OFFICE_REVIEW = (
    Transition(
        name="claim",
        label="受理",
        step="职改办受理",
        sources=(S.OFFICE_REVIEW,),
        allowed=office_may("claim"),
        shown=_unclaimed,
        guards=(guards.claimed_by_nobody_else,),
        stamps=(stamps.assigned,),
    ),
    Transition(
        name="transfer",
        label="转交",
        step="转交",
        sources=(S.OFFICE_REVIEW,),
        allowed=office_may("transfer"),
        form=TransferForm,
        stamps=(stamps.assigned,),
        effects=(tell_colleague,),
    ),
    Transition(
        name="return_to_employer",
        label="退回单位",
        step="退回单位",
        weight="outline-primary",
        sources=(S.OFFICE_REVIEW,),
        targets=(S.EMPLOYER_REVIEW,),
        allowed=office_may("return"),
        guards=(guards.employer_reads_it,),
        form=ReturnToEmployerForm,
        stamps=(stamps.unassigned, stamps.hand_over),
        effects=(returns.send_to_employer, tell_applicant("returned_to_employer"), tell_employer),
    ),
    Transition(
        name="reject_by_office",
        label="初审不通过",
        step="职改办初审",
        weight="outline-danger",
        sources=(S.OFFICE_REVIEW,),
        targets=(S.REJECTED_BY_OFFICE,),
        allowed=office_may("reject"),
        form=RejectForm,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(delivery.drop, tell_applicant("rejected_by_office")),
    ),
    Transition(
        name="pass_preliminary",
        label="初审通过",
        step="职改办初审",
        weight="primary",
        sources=(S.OFFICE_REVIEW,),
        targets=(S.PRELIMINARY_PASSED,),
        allowed=office_may("review"),
        guards=(noting.nothing_noted, guards.looked_through),
        form=OpinionForm,
        effects=(tell_applicant("passed_preliminary"),),
    ),
    Transition(
        name="reopen",
        label="恢复",
        step="恢复",
        weight="outline-primary",
        sources=S.refused,
        targets=(S.EMPLOYER_REVIEW, S.OFFICE_REVIEW),
        choose=_state_before,
        allowed=office_may("reopen_rejected"),
        guards=(guards.no_open_twin, guards.title_not_taken),
        form=OpinionForm,
        stamps=(stamps.reopened, stamps.hand_over),
        effects=(tell_applicant("application_reopened"), tell_next_desk),
    ),
)

PLANNED_REVIEW = varied(
    OFFICE_REVIEW,
    claim={"guards": (guards.claimed_by_nobody_else, guards.accepted_in_time)},
    transfer={"guards": (guards.accepted_in_time,)},
    pass_preliminary={
        "guards": (
            noting.nothing_noted,
            guards.looked_through,
            guards.accepted_in_time,
            fee_road.time_to_pay,
        ),
        "effects": (fee_road.move_on,),
    },
)

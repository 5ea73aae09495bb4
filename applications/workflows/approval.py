"""From 初审通过 to the certificate, where no committee decides."""

from applications.enums import ApplicationState as S
from applications.forms.moves import ApproveForm, OpinionForm
from applications.policies import office_may
from applications.services import effects, guards, stamps
from applications.services.messages import tell_applicant, tell_office
from core.workflow import Transition, is_system, second_person_after

RECORD_ISSUE = Transition(
    name="record_issue",
    label="发证",
    step="发证",
    sources=(S.APPROVED,),
    targets=(S.ISSUED,),
    allowed=is_system,
)


def approval(act: str) -> tuple[Transition, ...]:
    """The stretch from 初审通过 to 已发证, approved by whom the table of jurisdiction allows `act`."""
    return (
        Transition(
            name="return_to_review",
            label="退回初审",
            step="退回初审",
            weight="outline-primary",
            sources=(S.PRELIMINARY_PASSED,),
            targets=(S.OFFICE_REVIEW,),
            allowed=office_may(act),
            form=OpinionForm,
        ),
        Transition(
            name="approve",
            label="批准",
            step="批准",
            weight="primary",
            sources=(S.PRELIMINARY_PASSED,),
            targets=(S.APPROVED,),
            allowed=office_may(act),
            guards=(second_person_after("pass_preliminary"), guards.target_open, guards.title_not_taken),
            form=ApproveForm,
            stamps=(stamps.approved, stamps.hand_over),
            effects=(tell_applicant("approved"), effects.issue_certificate),
        ),
        RECORD_ISSUE,
    )


def _awaits_coapproval(application) -> bool:
    return not guards.is_coapproved(application)


# 高级 重新确认: the office that holds the committee agrees first, then 自治区职改办, then it is approved.
CO_APPROVAL = (
    Transition(
        name="coapprove",
        label="会签同意",
        step="自治区职改办会签",
        weight="primary",
        sources=(S.PRELIMINARY_PASSED,),
        allowed=office_may("coapprove_reconfirmation"),
        shown=_awaits_coapproval,
        guards=(second_person_after("pass_preliminary"), guards.not_coapproved, guards.original_stands),
        form=OpinionForm,
        stamps=(stamps.coapproved, stamps.hand_over),
        effects=(tell_office,),
    ),
)

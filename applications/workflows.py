"""The stretches of road that kinds of application share (decisions B12, B24, B41)."""

from applications.enums import ApplicationState as S
from applications.forms.moves import (
    ApproveForm,
    CommitmentForm,
    OpinionForm,
    RecommendationForm,
    RejectForm,
    ReturnForm,
    TransferForm,
)
from applications.labels import WITHDRAW_TOO_LATE
from applications.policies import employer_may, is_applicant, office_may
from applications.services import effects, guards, stamps
from applications.services.messages import tell_applicant, tell_employer, tell_office
from core.workflow import Transition, any_of, is_system, second_person_after

OPINION_STANDS = dict.fromkeys(
    (S.OFFICE_REVIEW, S.PRELIMINARY_PASSED, S.REJECTED_BY_EMPLOYER), WITHDRAW_TOO_LATE
)


def _never_submitted(application) -> bool:
    return application.never_submitted


def _not_opened(application) -> bool:
    return application.opened_at is None


def _unclaimed(application) -> bool:
    return application.assignee_id is None


def _while(state, policy):
    """The policy, but only while the application lies in one state."""
    return lambda actor, application: application.state == state and policy(actor, application)


def _state_before(application, _data):
    """The state a refused application was refused in."""
    return application.progress.filter(to_state=application.state).latest("pk").from_state


INTAKE = (
    Transition(
        name="submit",
        label="同意并报送",
        step="个人报送",
        weight="primary",
        sources=S.editable,
        targets=(S.EMPLOYER_REVIEW,),
        allowed=is_applicant,
        guards=(
            guards.sections_complete,
            guards.employer_active,
            guards.office_recognizes,
            guards.title_not_taken,
        ),
        form=CommitmentForm,
        stamps=(stamps.submission, stamps.hand_over),
        effects=(effects.keep_submission, tell_applicant("application_submitted"), tell_employer),
    ),
    Transition(
        name="withdraw",
        label="撤回",
        step="个人撤回",
        sources=(S.EMPLOYER_REVIEW,),
        targets=(S.DRAFT,),
        allowed=is_applicant,
        guards=(guards.no_employer_opinion,),
        refusals=OPINION_STANDS,
        stamps=(stamps.taken_back, stamps.hand_over),
        effects=(tell_applicant("application_withdrawn"),),
    ),
    Transition(
        name="delete",
        label="删除",
        step="个人删除",
        sources=(S.DRAFT,),
        targets=(S.DELETED,),
        allowed=is_applicant,
        shown=_never_submitted,
        guards=(guards.never_submitted,),
        stamps=(stamps.binned,),
    ),
    Transition(
        name="restore",
        label="恢复",
        step="个人恢复",
        sources=(S.DELETED,),
        targets=(S.DRAFT,),
        allowed=is_applicant,
        guards=(guards.still_in_bin, guards.no_open_twin),
        stamps=(stamps.out_of_bin,),
    ),
    Transition(
        name="open",
        label="受理",
        step="单位受理",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=employer_may("recommend"),
        shown=_not_opened,
        guards=(guards.not_opened,),
        stamps=(stamps.opened,),
    ),
    Transition(
        name="endorse",
        label="同意推荐并报送",
        step="单位审核",
        weight="primary",
        sources=(S.EMPLOYER_REVIEW,),
        targets=(S.OFFICE_REVIEW,),
        allowed=employer_may("recommend"),
        form=RecommendationForm,
        stamps=(stamps.arrived, stamps.hand_over),
        effects=(tell_applicant("endorsed"), tell_office),
    ),
    Transition(
        name="return_to_applicant",
        label="退回个人修改",
        labels={S.OFFICE_REVIEW: "退回个人"},
        step="退回个人修改",
        weight="outline-primary",
        sources=(S.EMPLOYER_REVIEW, S.OFFICE_REVIEW),
        targets=(S.RETURNED,),
        allowed=any_of(
            _while(S.EMPLOYER_REVIEW, employer_may("return")), _while(S.OFFICE_REVIEW, office_may("return"))
        ),
        form=ReturnForm,
        stamps=(stamps.flagged, stamps.hand_over),
        effects=(tell_applicant("returned_to_applicant"),),
    ),
    Transition(
        name="reject_by_employer",
        label="审核不通过",
        step="单位审核",
        weight="outline-danger",
        sources=(S.EMPLOYER_REVIEW,),
        targets=(S.REJECTED_BY_EMPLOYER,),
        allowed=employer_may("reject"),
        form=RejectForm,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(tell_applicant("rejected_by_employer"),),
    ),
)

OFFICE_DECISION = (
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
    ),
    Transition(
        name="return_to_employer",
        label="退回单位",
        step="退回单位",
        weight="outline-primary",
        sources=(S.OFFICE_REVIEW,),
        targets=(S.EMPLOYER_REVIEW,),
        allowed=office_may("return"),
        form=OpinionForm,
        stamps=(stamps.unassigned, stamps.hand_over),
        effects=(tell_applicant("returned_to_employer"), tell_employer),
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
        effects=(tell_applicant("rejected_by_office"),),
    ),
    Transition(
        name="pass_preliminary",
        label="初审通过",
        step="职改办初审",
        weight="primary",
        sources=(S.OFFICE_REVIEW,),
        targets=(S.PRELIMINARY_PASSED,),
        allowed=office_may("review"),
        form=OpinionForm,
        effects=(tell_applicant("passed_preliminary"),),
    ),
    Transition(
        name="return_to_review",
        label="退回初审",
        step="退回初审",
        weight="outline-primary",
        sources=(S.PRELIMINARY_PASSED,),
        targets=(S.OFFICE_REVIEW,),
        allowed=office_may("approve_recognition"),
        form=OpinionForm,
    ),
    Transition(
        name="approve",
        label="批准",
        step="批准",
        weight="primary",
        sources=(S.PRELIMINARY_PASSED,),
        targets=(S.APPROVED,),
        allowed=office_may("approve_recognition"),
        guards=(second_person_after("pass_preliminary"), guards.office_recognizes),
        form=ApproveForm,
        stamps=(stamps.approved, stamps.hand_over),
        effects=(tell_applicant("approved"), effects.issue_certificate),
    ),
    Transition(
        name="record_issue",
        label="发证",
        step="发证",
        sources=(S.APPROVED,),
        targets=(S.ISSUED,),
        allowed=is_system,
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
    ),
)

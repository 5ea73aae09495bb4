"""From the draft to the office: 个人申报 and 单位审核."""

from applications.enums import ApplicationState as S
from applications.forms.moves import CommitmentForm, RecommendationForm, RejectForm
from applications.forms.returning import ReturnForm, RevivalForm
from applications.labels import WITHDRAW_TOO_LATE
from applications.policies import employer_may, is_applicant, office_may
from applications.services import delivery, effects, guards, noting, return_deadlines, returns, stamps
from applications.services.messages import tell_applicant, tell_employer, tell_office
from applications.workflows.variants import varied
from core.workflow import Transition, any_of, is_system

OPINION_STANDS = dict.fromkeys(
    (S.AUTHORITY_REVIEW, S.OFFICE_REVIEW, S.PRELIMINARY_PASSED, S.REJECTED_BY_EMPLOYER), WITHDRAW_TOO_LATE
)

# What the applicant saved and what the person has already: judged, worded and kept by one submission.
SUBMITTED = (
    "applicant",
    "employer",
    "office",
    "series",
    "answers",
    "applicant__flags",
    "applicant__applications",
    "applicant__certificates",
)


def _never_submitted(application) -> bool:
    return application.never_submitted


def _not_opened(application) -> bool:
    return application.opened_at is None


def _while(state, policy):
    """The policy, but only while the application lies in one state."""
    return lambda actor, application: application.state == state and policy(actor, application)


INTAKE = (
    Transition(
        name="submit",
        label="同意并报送",
        step="个人报送",
        weight="primary",
        sources=(S.DRAFT, S.RETURNED),
        targets=(S.EMPLOYER_REVIEW,),
        allowed=is_applicant,
        guards=(
            guards.not_barred,
            guards.sections_complete,
            guards.employer_active,
            guards.target_open,
            guards.title_not_taken,
        ),
        form=CommitmentForm,
        reads=SUBMITTED,
        refusals={S.LAPSED: return_deadlines.TOO_LATE},
        stamps=(stamps.submission, stamps.named, stamps.judged, stamps.hand_over),
        effects=(
            returns.settle,
            effects.keep_submission,
            tell_applicant("application_submitted"),
            tell_employer,
        ),
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
        effects=(delivery.drop,),
    ),
    Transition(
        name="restore",
        label="恢复",
        step="个人恢复",
        sources=(S.DELETED,),
        targets=(S.DRAFT,),
        allowed=is_applicant,
        guards=(guards.still_in_bin, guards.no_open_twin, guards.still_welcome),
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
        guards=(noting.nothing_noted,),
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
        effects=(returns.send, tell_applicant("returned_to_applicant", return_deadlines.told_until)),
    ),
    Transition(
        name="lapse",
        label="视为放弃",
        step="逾期视为放弃",
        sources=(S.RETURNED,),
        targets=(S.LAPSED,),
        allowed=is_system,
        guards=(return_deadlines.period_over,),
        stamps=(stamps.decided, stamps.hand_over),
        effects=(returns.settle, delivery.drop, tell_applicant("return_lapsed")),
    ),
    Transition(
        name="reopen_lapsed",
        label="恢复",
        step="恢复",
        weight="outline-primary",
        sources=(S.LAPSED,),
        targets=(S.RETURNED,),
        allowed=office_may("reopen_rejected"),
        guards=(guards.no_open_twin, guards.title_not_taken, return_deadlines.time_to_answer),
        form=RevivalForm,
        stamps=(stamps.reopened, stamps.hand_over),
        effects=(
            return_deadlines.give_again,
            tell_applicant("return_reopened", return_deadlines.told_until),
        ),
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
        stamps=(stamps.decided, stamps.known_to_office, stamps.hand_over),
        effects=(delivery.drop, tell_applicant("rejected_by_employer")),
    ),
)

# 职称评审 keeps to the windows of its plan; refusing and sending back are never too late.
PLANNED_INTAKE = varied(
    INTAKE,
    submit={"reads": (*SUBMITTED, "plan__committee__series", "plan__windows", "rows", "row_drafts")},
    endorse={"guards": (noting.nothing_noted, guards.recommended_in_time)},
)

"""From 材料报送成功 to the certificate, where a committee decides; its office enters what it decided."""

from applications.enums import ApplicationState as S
from applications.forms.moves import OpinionForm, RejectForm
from applications.forms.rechecks import RecheckAnswerForm, RecheckForm
from applications.forms.results import DecreeForm, GroupForm, NoticeForm, ResultObjectionForm, VotesForm
from applications.policies import is_applicant, office_may
from applications.services import delivery, effects, guards, rechecks, results, stamps
from applications.services.messages import tell_applicant
from applications.workflows.approval import RECORD_ISSUE
from core.workflow import Transition, second_person_after

ORGANISE = office_may("organise_evaluation")


def _for_many(_application) -> bool:
    """Made for a whole list at once, on the page of the plan."""
    return False


def _passed_or_failed(_application, data):
    return S.PASSED if data["passed"] else S.FAILED


def _passed_after_all(_application, data):
    return S.PASSED if data["changed"] else S.FAILED


# 复查: asked for once by who failed by the ballot, answered once by somebody who did not enter it.
RECHECK = (
    Transition(
        name="ask_recheck",
        label="申请复查",
        step="申请复查",
        sources=(S.FAILED,),
        allowed=is_applicant,
        shown=rechecks.can_be_asked,
        guards=(rechecks.may_be_asked,),
        form=RecheckForm,
        effects=(rechecks.ask,),
    ),
    Transition(
        name="answer_recheck",
        label="答复复查",
        step="复查",
        weight="outline-primary",
        sources=(S.FAILED,),
        targets=(S.FAILED, S.PASSED),
        choose=_passed_after_all,
        allowed=ORGANISE,
        shown=rechecks.is_waiting,
        guards=(
            rechecks.waits,
            second_person_after("enter_result"),
            guards.no_open_twin,
            guards.title_not_taken,
        ),
        form=RecheckAnswerForm,
        stamps=(rechecks.reopened_if_changed,),
        effects=(rechecks.answer, tell_applicant("recheck_answered")),
    ),
)

RESULTS = (
    *RECHECK,
    Transition(
        name="put_in_group",
        label="分组",
        labels={S.GROUPED: "改分到别的组"},
        step="评审分组",
        weight="outline-primary",
        sources=(S.ADMITTED, S.GROUPED),
        targets=(S.GROUPED,),
        allowed=ORGANISE,
        form=GroupForm,
        effects=(results.take_place,),
    ),
    Transition(
        name="enter_result",
        label="录入评审结果",
        step="评审",
        weight="primary",
        sources=(S.GROUPED,),
        targets=(S.PASSED, S.FAILED),
        choose=_passed_or_failed,
        allowed=ORGANISE,
        form=VotesForm,
        stamps=(results.decided_if_failed, stamps.hand_over),
        effects=(results.keep_result, results.end_failed),
    ),
    Transition(
        name="publish_result",
        label="结果公示",
        step="结果公示",
        sources=(S.PASSED,),
        targets=(S.PUBLIC_NOTICE,),
        allowed=office_may("publish_notice"),
        shown=_for_many,
        form=NoticeForm,
        stamps=(stamps.hand_over,),
        effects=(results.put_on_notice, tell_applicant("result_published")),
    ),
    Transition(
        name="record_objection",
        label="登记异议",
        step="登记异议",
        weight="outline-primary",
        sources=(S.PUBLIC_NOTICE,),
        targets=(S.OBJECTION,),
        allowed=office_may("publish_notice"),
        form=ResultObjectionForm,
        stamps=(stamps.hand_over,),
        effects=(results.record_objection, tell_applicant("result_objection")),
    ),
    Transition(
        name="dismiss_objection",
        label="有异议但不影响",
        step="异议处理",
        weight="outline-primary",
        sources=(S.OBJECTION,),
        targets=(S.PUBLIC_NOTICE,),
        allowed=office_may("publish_notice"),
        form=OpinionForm,
        stamps=(stamps.hand_over,),
        effects=(results.dismiss_objection, tell_applicant("result_objection_dismissed")),
    ),
    Transition(
        name="uphold_objection",
        label="异议影响结果",
        step="异议处理",
        weight="outline-danger",
        sources=(S.OBJECTION,),
        targets=(S.FAILED,),
        allowed=office_may("publish_notice"),
        form=RejectForm,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(delivery.drop, results.uphold_objection, tell_applicant("result_objection_upheld")),
    ),
    Transition(
        name="decree",
        label="发文",
        step="发文",
        sources=(S.PUBLIC_NOTICE,),
        targets=(S.DECREED,),
        allowed=ORGANISE,
        shown=_for_many,
        guards=(results.notice_over, results.decreed_afterwards),
        form=DecreeForm,
        stamps=(results.decreed, stamps.hand_over),
        effects=(results.keep_decree, tell_applicant("result_decreed")),
    ),
    Transition(
        name="take_back_decree",
        label="退回发文",
        step="退回发文",
        weight="outline-primary",
        sources=(S.DECREED,),
        targets=(S.PUBLIC_NOTICE,),
        allowed=office_may("approve_evaluation"),
        form=OpinionForm,
        stamps=(results.undecreed, stamps.hand_over),
        effects=(results.drop_decree,),
    ),
    Transition(
        name="approve",
        label="批准",
        step="批准",
        weight="primary",
        sources=(S.DECREED,),
        targets=(S.APPROVED,),
        allowed=office_may("approve_evaluation"),
        guards=(second_person_after("decree"), guards.title_not_taken),
        form=OpinionForm,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(tell_applicant("approved"), effects.issue_certificate),
    ),
    RECORD_ISSUE,
)

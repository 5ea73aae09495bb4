"""The road of 遗失补办: the notice in front, and what differs behind it (decision B23)."""

from applications.enums import ApplicationState as S
from applications.forms.moves import DeclarationForm, ObjectionForm, OpinionForm, RejectForm
from applications.labels import LOSS_TOO_EARLY
from applications.policies import is_applicant, office_may
from applications.services import delivery, guards, loss, stamps
from applications.services.messages import tell_applicant
from applications.services.return_scope import close_return
from applications.workflows.intake import INTAKE
from applications.workflows.review import OFFICE_REVIEW
from applications.workflows.variants import varied
from core.workflow import Transition, is_system

ON_NOTICE = (S.LOSS_NOTICE, S.LOSS_OBJECTION)
KEPT_BY_NOTICE = "遗失公示开始以后不能删除。如不再补办，请点“撤销申请”。"

# The road of its own in front of 遗失补办 (decision B23).
LOSS_NOTICE = (
    Transition(
        name="declare_loss",
        label="遗失申明",
        step="遗失申明",
        weight="primary",
        sources=(S.DRAFT,),
        targets=(S.LOSS_NOTICE,),
        allowed=is_applicant,
        guards=(
            guards.sections_complete,
            guards.employer_active,
            guards.target_open,
            loss.not_replaced_before,
        ),
        form=DeclarationForm,
        stamps=(stamps.named, stamps.hand_over),
        effects=(loss.begin_notice, tell_applicant("loss_declared")),
    ),
    Transition(
        name="open_materials",
        label="公示期满",
        step="遗失公示",
        sources=(S.LOSS_NOTICE,),
        targets=(S.AWAITING_MATERIALS,),
        allowed=is_system,
        guards=(loss.notice_over,),
        stamps=(stamps.hand_over,),
        effects=(loss.end_notice, tell_applicant("loss_notice_over")),
    ),
    Transition(
        name="record_objection",
        label="登记异议",
        step="登记异议",
        weight="outline-primary",
        sources=(S.LOSS_NOTICE, S.AWAITING_MATERIALS),
        targets=(S.LOSS_OBJECTION,),
        allowed=office_may("publish_notice"),
        form=ObjectionForm,
        stamps=(stamps.hand_over,),
        effects=(close_return, loss.record_objection, tell_applicant("loss_objection")),
    ),
    Transition(
        name="dismiss_objection",
        label="异议不成立",
        step="异议处理",
        weight="outline-primary",
        sources=(S.LOSS_OBJECTION,),
        targets=(S.LOSS_NOTICE,),
        allowed=office_may("publish_notice"),
        form=OpinionForm,
        stamps=(stamps.hand_over,),
        effects=(loss.dismiss_objection, tell_applicant("loss_objection_dismissed")),
    ),
    Transition(
        name="uphold_objection",
        label="异议成立",
        step="异议处理",
        weight="outline-danger",
        sources=(S.LOSS_OBJECTION,),
        targets=(S.GIVEN_UP,),
        allowed=office_may("publish_notice"),
        form=RejectForm,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(delivery.drop, loss.uphold_objection, tell_applicant("loss_objection_upheld")),
    ),
    Transition(
        name="give_up",
        label="撤销申请",
        step="撤销申请",
        sources=(
            *ON_NOTICE,
            S.AWAITING_MATERIALS,
            S.EMPLOYER_REVIEW,
            S.OFFICE_REVIEW,
            S.PRELIMINARY_PASSED,
        ),
        targets=(S.GIVEN_UP,),
        allowed=is_applicant,
        stamps=(stamps.decided, stamps.hand_over),
        effects=(delivery.drop, loss.drop_objection, tell_applicant("loss_given_up")),
    ),
)

_INTAKE = {move.name: move for move in INTAKE}
_OFFICE = {move.name: move for move in OFFICE_REVIEW}
LOSS_INTAKE = varied(
    INTAKE,
    submit={
        "sources": (S.AWAITING_MATERIALS,),
        "guards": (*_INTAKE["submit"].guards, loss.original_on_notice),
        "refusals": _INTAKE["submit"].refusals | dict.fromkeys((S.DRAFT, *ON_NOTICE), LOSS_TOO_EARLY),
    },
    withdraw={
        "targets": (S.AWAITING_MATERIALS,),
        "stamps": (*_INTAKE["withdraw"].stamps, stamps.unsubmitted),
    },
    delete={"refusals": dict.fromkeys((*ON_NOTICE, S.AWAITING_MATERIALS), KEPT_BY_NOTICE)},
    return_to_applicant={"targets": (S.AWAITING_MATERIALS,)},
    lapse={
        "sources": (S.AWAITING_MATERIALS,),
        "effects": (*_INTAKE["lapse"].effects, loss.withdraw_notice),
    },
    reopen_lapsed={
        "targets": (S.AWAITING_MATERIALS,),
        "guards": (*_INTAKE["reopen_lapsed"].guards, loss.not_replaced_before),
        "effects": (loss.take_up_notice, *_INTAKE["reopen_lapsed"].effects),
    },
    reject_by_employer={"effects": (*_INTAKE["reject_by_employer"].effects, loss.withdraw_notice)},
)
LOSS_REVIEW = varied(
    OFFICE_REVIEW,
    pass_preliminary={"guards": (*_OFFICE["pass_preliminary"].guards, loss.original_on_notice)},
    reject_by_office={"effects": (*_OFFICE["reject_by_office"].effects, loss.withdraw_notice)},
    reopen={
        "guards": (*_OFFICE["reopen"].guards, loss.not_replaced_before),
        "effects": (loss.take_up_notice, *_OFFICE["reopen"].effects),
    },
)

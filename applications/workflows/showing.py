"""单位公示 within 单位审核: the state stays, what hangs on the notice board decides when to recommend."""

from applications.enums import ApplicationState as S
from applications.forms.moves import OpinionForm, RejectForm
from applications.forms.showing import KeepForm, ShowForm, ShownObjectionForm, TakeDownForm
from applications.policies import employer_may
from applications.services import employer_showing as showing
from applications.services.messages import tell_applicant
from applications.workflows.variants import varied
from core.workflow import Transition

PUBLISH = employer_may("publish_notice")
WAITING = showing.only_if(showing.is_objected, showing.NO_OBJECTION)


def _for_many(_application) -> bool:
    """Made for all that are chosen at once, on the page of the notices."""
    return False


SHOWING = (
    Transition(
        name="begin_notice",
        label="开始公示",
        step="单位公示",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=_for_many,
        guards=(showing.not_on_show,),
        form=ShowForm,
        effects=(showing.put_on_show, tell_applicant("employer_notice_begun")),
    ),
    Transition(
        name="keep_notice",
        label="沿用原公示",
        step="单位公示",
        weight="outline-primary",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=showing.is_outdated,
        guards=(showing.same_title,),
        form=KeepForm,
        effects=(showing.keep,),
    ),
    Transition(
        name="object_to_notice",
        label="登记异议",
        step="公示异议",
        weight="outline-primary",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=showing.may_be_objected,
        guards=(showing.only_if(showing.may_be_objected, showing.NOT_SHOWN),),
        form=ShownObjectionForm,
        effects=(showing.record_objection, tell_applicant("employer_notice_objection")),
    ),
    Transition(
        name="dismiss_notice_objection",
        label="异议不影响推荐",
        step="公示异议处理",
        weight="outline-primary",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=showing.is_objected,
        guards=(WAITING,),
        form=OpinionForm,
        effects=(showing.dismiss_objection, tell_applicant("employer_notice_dismissed")),
    ),
    Transition(
        name="uphold_notice_objection",
        label="异议影响推荐",
        step="公示异议处理",
        weight="outline-danger",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=showing.is_objected,
        guards=(WAITING,),
        form=RejectForm,
        effects=(showing.uphold_objection, tell_applicant("employer_notice_upheld")),
    ),
    Transition(
        name="take_off_notice",
        label="撤下公示",
        step="单位公示",
        sources=(S.EMPLOYER_REVIEW,),
        allowed=PUBLISH,
        shown=showing.is_on_show,
        guards=(showing.only_if(showing.is_on_show, showing.NOT_HANGING),),
        form=TakeDownForm,
        effects=(showing.take_off_for_reason,),
    ),
)

_TAKEN_OFF = {
    "withdraw": showing.TAKEN_BACK,
    "return_to_applicant": showing.RETURNED,
    "reject_by_employer": showing.REFUSED,
}


def shown_first(intake) -> tuple[Transition, ...]:
    """`intake` for a kind whose people are shown before they are recommended."""
    moves = {move.name: move for move in intake}
    taken_off = {
        name: {"effects": (showing.take_off(reason), *moves[name].effects)}
        for name, reason in _TAKEN_OFF.items()
    }
    endorse = {"guards": (*moves["endorse"].guards, showing.was_shown)}
    return (*varied(intake, endorse=endorse, **taken_off), *SHOWING)

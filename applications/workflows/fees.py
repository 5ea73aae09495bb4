"""The stretch through 待缴费, between 初审通过 and what a kind does next."""

from applications.enums import ApplicationState as S
from applications.forms.fees import MoreTimeForm
from applications.forms.moves import OpinionForm
from applications.policies import office_may
from applications.services import delivery, fee_road, guards, stamps
from applications.services.messages import tell_applicant
from core.workflow import Transition, is_system


def _never(_application) -> bool:
    """Offered on the page of the order, where the note that is revoked can be seen."""
    return False


def fee_stretch(after: str, step: str) -> tuple[Transition, ...]:
    """From 初审通过 to `after`, through 待缴费 where something is owed; `step` names the arrival."""
    return (*_asked(after, step), *_settled(after), *_too_late(after))


def _asked(after: str, step: str) -> tuple[Transition, ...]:
    return (
        Transition(
            name=fee_road.ADMIT,
            label=step,
            step=step,
            sources=(S.PRELIMINARY_PASSED,),
            targets=(after,),
            allowed=is_system,
            stamps=(stamps.hand_over,),
            effects=(tell_applicant("admitted"),),
        ),
        Transition(
            name=fee_road.ASK,
            label="通知缴费",
            step="通知缴费",
            sources=(S.PRELIMINARY_PASSED,),
            targets=(S.AWAITING_PAYMENT,),
            allowed=is_system,
            stamps=(stamps.hand_over,),
            effects=(fee_road.ask,),
        ),
    )


def _settled(after: str) -> tuple[Transition, ...]:
    return (
        Transition(
            name=fee_road.PAID,
            label="缴费登记",
            step="缴费",
            sources=(S.AWAITING_PAYMENT,),
            targets=(after,),
            allowed=is_system,
            form=OpinionForm,
            guards=(fee_road.is_settled,),
            stamps=(stamps.hand_over,),
            effects=(fee_road.told_paid,),
        ),
        Transition(
            name=fee_road.REVOKE,
            label="撤销缴费登记",
            step="缴费",
            sources=(S.AWAITING_PAYMENT, after),
            targets=(S.AWAITING_PAYMENT,),
            allowed=office_may("register_offline_payment"),
            shown=_never,
            form=OpinionForm,
            guards=(fee_road.note_taken_back, fee_road.nothing_followed),
            stamps=(stamps.hand_over,),
            effects=(fee_road.told_owed,),
        ),
    )


def _too_late(after: str) -> tuple[Transition, ...]:
    return (
        Transition(
            name=fee_road.EXPIRE,
            label="逾期未缴费",
            step="缴费",
            sources=(S.AWAITING_PAYMENT,),
            targets=(S.PAYMENT_EXPIRED,),
            allowed=is_system,
            guards=(fee_road.days_over,),
            stamps=(stamps.decided, stamps.hand_over),
            effects=(delivery.drop, fee_road.close_order),
        ),
        Transition(
            name="reopen_payment",
            label="恢复",
            step="恢复",
            weight="outline-primary",
            sources=(S.PAYMENT_EXPIRED,),
            targets=(S.AWAITING_PAYMENT, after),
            choose=fee_road.next_state(after),
            allowed=office_may("reopen_rejected"),
            guards=(guards.no_open_twin, guards.title_not_taken),
            form=MoreTimeForm,
            stamps=(stamps.reopened, stamps.hand_over),
            effects=(fee_road.ask,),
        ),
    )

"""单位调整: a person asks to move to another employer, and the new employer confirms."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actors import Capacity
from accounts.enums import EmployerState, Joining, TransferState, UnitRight
from accounts.models import AccountMove, Employer, EmployerTransfer, Membership, User
from accounts.services import unit_rights
from accounts.services.contact import contact
from accounts.services.employment import place
from accounts.services.move_forms import OpinionForm
from core import audit
from core.errors import Refused
from core.workflow import Transition, Workflow
from messaging.services import notify

MOST = 10
PERSON_PAGE = "accounts:employer_choose"
EMPLOYER_PAGE = "admin_portal:employee_list"
LEFT_FOR = "单位调整"
OPEN_ALREADY = "您已有一份单位调整申请在等待确认。要改去别的单位，请先撤回那一份。"
SAME = "您现在登记的就是这个单位，不用调整。"
NONE_YET = "您还没有登记单位，直接选择即可，不用申请调整。"
CLOSED = "这个单位的账户现在没有启用，不能调入。请换一个单位，或联系单位所属的职改办。"
MOVED_ON = "申请人现在登记的单位已经和申请时不同，这份申请不能再确认，请申请人重新提出。"


def is_person(actor, transfer) -> bool:
    """The person who asked, acting for themselves."""
    return actor is not None and actor.capacity == Capacity.APPLICANT and actor.user.pk == transfer.person_id


def may_decide(actor, transfer) -> bool:
    """Staff of the new employer who care for its people; nobody decides on a move of their own."""
    return (
        unit_rights.holds(actor, UnitRight.PEOPLE)
        and actor.employer_id == transfer.to_employer_id
        and actor.user.pk != transfer.person_id
    )


def _employer_active(transfer, _actor, _data) -> None:
    if transfer.to_employer.state != EmployerState.ACTIVE:
        raise Refused(CLOSED)


def _still_there(transfer, _actor, _data) -> None:
    """Guard, and the lock of the person's row for the effect that follows."""
    person = User.objects.select_for_update().get(pk=transfer.person_id)
    if person.employer_id != transfer.from_employer_id:
        raise Refused(MOVED_ON)


def _decided(_transfer, _actor, _data) -> dict:
    return {"decided_at": timezone.now()}


def _move_person(transfer, _actor, _data) -> None:
    person = User.objects.select_for_update().get(pk=transfer.person_id)
    place(person, transfer.to_employer, how=Joining.TRANSFER, note=LEFT_FOR)


def _tell_person(template_code):
    def effect(transfer, _actor, data):
        mobile, email = contact(transfer.person)
        notify(
            transfer.person,
            template_code,
            context=_context(transfer, data),
            url_name=PERSON_PAGE,
            sms=True,
            mobile=mobile,
            email=email,
        )

    return effect


def _tell_old_employer(transfer, _actor, data) -> None:
    _tell_staff(transfer.from_employer, "transfer_left", transfer, data)


def _tell_staff(employer, template_code, transfer, data) -> None:
    """Tell everybody who serves an employer, but never the person who moves."""
    staff = Membership.objects.current().filter(employer=employer).exclude(user=transfer.person_id)
    for membership in staff.select_related("user").distinct("user").order_by("user"):
        notify(membership.user, template_code, context=_context(transfer, data), url_name=EMPLOYER_PAGE)


def _context(transfer, data) -> dict:
    return {"employer": transfer.to_employer.name, "opinion": data.get("opinion", "")}


TRANSFER_ROAD = Workflow(
    "employer_transfer",
    initial=TransferState.WAITING,
    progress_model=AccountMove,
    audit_event="accounts.transfer_moved",
    transitions=(
        Transition(
            name="withdraw",
            label="撤回申请",
            step="个人撤回",
            sources=(TransferState.WAITING,),
            targets=(TransferState.WITHDRAWN,),
            allowed=is_person,
            stamps=(_decided,),
        ),
        Transition(
            name="refuse",
            label="不确认",
            step="新单位确认",
            weight="outline-danger",
            sources=(TransferState.WAITING,),
            targets=(TransferState.REFUSED,),
            allowed=may_decide,
            form=OpinionForm,
            stamps=(_decided,),
            effects=(_tell_person("transfer_refused"),),
        ),
        Transition(
            name="confirm",
            label="确认调入",
            step="新单位确认",
            weight="primary",
            sources=(TransferState.WAITING,),
            targets=(TransferState.EFFECTIVE,),
            allowed=may_decide,
            guards=(_employer_active, _still_there),
            stamps=(_decided,),
            effects=(_move_person, _tell_person("transfer_confirmed"), _tell_old_employer),
        ),
    ),
)


@transaction.atomic
def request(employer, *, actor, reason="") -> EmployerTransfer:
    """Ask to move from the present employer to `employer`; one request at a time.

    Raises:
        Refused: no employer yet, the same one, one that is not active, or a request is open already.
    """
    person = User.objects.select_for_update(of=("self",)).select_related("employer").get(pk=actor.user.pk)
    former = _judge(person, employer)
    try:
        with transaction.atomic():
            transfer = EmployerTransfer.objects.create(
                person=person, from_employer=former, to_employer=employer, reason=reason
            )
    except IntegrityError:
        raise Refused(OPEN_ALREADY) from None
    audit.record(
        "accounts.transfer_requested", subject=transfer, actor=actor, employer=str(employer.public_id)
    )
    _tell_staff(employer, "transfer_arrived", transfer, {})
    return transfer


def _judge(person, employer) -> Employer:
    """The employer the person leaves."""
    if person.employer is None:
        raise Refused(NONE_YET)
    if person.employer_id == employer.pk:
        raise Refused(SAME)
    if employer.state != EmployerState.ACTIVE:
        raise Refused(CLOSED)
    return person.employer


def confirm(transfer, *, actor):
    """The new employer takes the person in; what was submitted before stays where it is. See `perform`."""
    return perform(transfer, "confirm", actor=actor)


def refuse(transfer, *, actor, opinion):
    """The new employer does not; `opinion` says why. See `perform`."""
    return perform(transfer, "refuse", actor=actor, data={"opinion": opinion})


def withdraw(transfer, *, actor):
    """The person takes the request back. See `perform`."""
    return perform(transfer, "withdraw", actor=actor)


def perform(transfer, move: str, *, actor, data=None, expected_version=None):
    """Make one move of the road; see `core.workflow.Workflow.perform` for order and errors."""
    return TRANSFER_ROAD.perform(transfer, move, actor=actor, data=data, expected_version=expected_version)


def rows_of(actor) -> list[EmployerTransfer]:
    """The acting person's requests, newest first, each with `opinion` and `can_withdraw`."""
    found = list(EmployerTransfer.objects.of(actor.user)[:MOST])
    if not found:
        return []
    kind = EmployerTransfer._meta.label_lower
    moves = AccountMove.objects.filter(subject_kind=kind, subject_id__in=[row.public_id for row in found])
    opinions = dict(moves.exclude(opinion="").values_list("subject_id", "opinion"))
    for transfer in found:
        transfer.opinion = opinions.get(transfer.public_id, "")
        open_moves = TRANSFER_ROAD.open_to(actor, transfer)
        transfer.can_withdraw = any(move.name == "withdraw" for move in open_moves)
    return found

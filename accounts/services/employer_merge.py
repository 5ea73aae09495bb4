"""Doubles: employers registered twice, how they are found, and how two become one."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.enums import EmployerChangeState, EmployerState, InvitationState, Role
from accounts.models import Employer, EmployerTransfer, Invitation, Membership
from accounts.services.contact import contact
from accounts.services.employer_rights import is_admin_above
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from accounts.services.employment import move_all
from core import audit
from core.errors import Refused
from messaging.services import notify

SIMILAR = 0.4
MOST = 5


def doubles_of(employer):
    """Employers that may be the same house: same identifier, or a name much alike; likeliest first."""
    others = Employer.objects.shown().exclude(pk=employer.pk).with_names()
    alike = others.annotate(likeness=TrigramSimilarity("name", employer.name))
    same = Q(usci=employer.usci) if employer.usci else Q(pk__in=())
    return alike.filter(Q(likeness__gte=SIMILAR) | same).order_by("-likeness", "pk")[:MOST]


@transaction.atomic
def merge(employer, survivor, *, opinion, actor, expected_version) -> Employer:
    """Let `employer` become part of `survivor`: its people, staff and subordinates move there.

    The caller moves what lies on higher floors in the same transaction. Returns the merged employer.

    Raises:
        Refused: the same house, one that is not in use, or not an administrator above both.
    """
    locked = {
        row.pk: row
        for row in Employer.objects.select_for_update(of=("self",))
        .filter(pk__in=(employer.pk, survivor.pk))
        .order_by("pk")
    }
    survivor = locked[survivor.pk]
    _judge(employer, survivor, actor)
    for change in employer.changes.filter(state=EmployerChangeState.PENDING):
        CHANGE_ROAD.perform(change, "withdraw", actor=None)
    data = {"survivor": str(survivor.public_id), "opinion": opinion}
    merged = EMPLOYER_ROAD.perform(
        employer, "merge", actor=actor, data=data, expected_version=expected_version
    )
    _take_over_identifier(merged, survivor)
    move_all(merged, survivor)
    _hand_over_requests(merged, survivor)
    merged.subordinates.exclude(pk=survivor.pk).update(superior=survivor)
    if survivor.superior_id == merged.pk:
        Employer.objects.filter(pk=survivor.pk).update(superior=None)
    for membership in Membership.objects.current().filter(employer=merged).select_related("user"):
        _move(membership, survivor)
        _tell(membership.user, merged, survivor)
    audit.record("accounts.employers_merged", subject=survivor, actor=actor, merged=str(merged.public_id))
    return merged


def _judge(employer, survivor, actor) -> None:
    if employer.pk == survivor.pk:
        raise Refused("同一家单位不能和自己合并，请选择另一家单位。")
    if survivor.state != EmployerState.ACTIVE:
        raise Refused(
            f"保留的单位应是正常使用的单位，“{survivor.name}”现在是{survivor.get_state_display()}。"
        )
    if not is_admin_above(actor, survivor):
        raise Refused("合并单位由管理这两家单位的职改办的管理员办理，请转给他们。")


def _take_over_identifier(merged, survivor) -> None:
    """An employer without an identifier takes that of its double."""
    if merged.usci and not survivor.usci:
        Employer.objects.filter(pk=survivor.pk).update(usci=merged.usci)


def _hand_over_requests(merged, survivor) -> None:
    """Transfers that wait for the merged employer, and invitations it sent that are still open."""
    EmployerTransfer.objects.awaiting(merged).update(to_employer=survivor)
    invited = Invitation.objects.filter(employer=survivor, state=InvitationState.SENT).values("id_digest")
    sent = Invitation.objects.filter(employer=merged, state=InvitationState.SENT)
    sent.exclude(id_digest__in=invited).update(employer=survivor)


def _move(membership, survivor) -> None:
    """Serve the survivor from now on; an owner becomes a clerk there, where somebody else is the owner."""
    role = membership.role
    owners = Membership.objects.current().filter(employer=survivor, role=Role.OWNER)
    if role == Role.OWNER and owners.exists():
        role = Role.CLERK
    twin = Membership.objects.filter(user=membership.user, employer=survivor, role=role, to_on=None)
    if twin.exists():
        membership.to_on = max(membership.from_on, timezone.localdate())
        membership.save(update_fields=["to_on"])
        return
    membership.role, membership.employer = role, survivor
    membership.save(update_fields=["role", "employer"])


def _tell(user, merged, survivor) -> None:
    mobile, email = contact(user)
    notify(
        user,
        "employer_merged",
        context={"merged_employer": merged.name, "employer": survivor.name},
        sms=True,
        mobile=mobile,
        email=email,
    )

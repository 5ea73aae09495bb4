"""交接: the open cases on one person's desk pass to a colleague of the same office, all or none."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.enums import Role
from accounts.models import Membership
from accounts.services.alerts import tell_everywhere
from accounts.services.jurisdiction import decide
from applications.enums import ApplicationState
from applications.models import Application, ApplicationProgress
from core import audit
from core.errors import Refused


@dataclass(frozen=True)
class HandOver:
    """How the move stands in the history; it is no step of the road and changes no state."""

    name: str = "hand_over"
    label: str = "交接"
    step: str = "交接"

    def label_in(self, _state) -> str:
        """The same words in every state."""
        return self.label


def on_the_desk_of(user, office):
    """The cases of `office` that this person took up and nobody has decided yet."""
    return Application.objects.awaiting(office).filter(assignee=user)


def open_cases_of(office) -> int:
    """How many cases are under way that lie with the office, or are to come to it.

    One whose loss is announced counts: it cannot be sent elsewhere any more.
    """
    announced = Q(state__in=ApplicationState.on_notice)
    cases = Application.objects.unfinished().filter(announced | Q(submitted_at__isnull=False))
    return cases.filter(Q(office=office) | Application.objects.sent_up_to(office)).count()


@transaction.atomic
def hand_over(from_user, to_user, office, *, actor) -> int:
    """Give every open case of `from_user` at `office` to `to_user`; returns how many.

    Whoever decides one of them at the same moment keeps it: the row is locked, and a decided one is not on
    the desk any more.

    Raises:
        Refused: not the actor's to arrange, the successor does not serve there, or one case is their own.
    """
    if not decide(actor, "manage_users", item_office=office):
        raise Refused("交接由该职改办的管理员办理。")
    cases = list(on_the_desk_of(from_user, office).order_by("pk").select_for_update(of=("self",)))
    _check_successor(from_user, to_user, office, cases)
    for case in cases:
        case.assignee, case.version = to_user, case.version + 1
        case.save(update_fields=["assignee", "version"])
        ApplicationProgress.objects.append(
            case,
            transition=HandOver(),
            from_state=case.state,
            to_state=case.state,
            actor=actor,
            data={"opinion": f"由{from_user.name}交接给{to_user.name}办理。"},
        )
        audit.record("applications.handed_over", subject=case, actor=actor, to=str(to_user.public_id))
    if cases:
        tell_everywhere(
            to_user,
            "work_handed_over",
            context={"name": from_user.name, "count": len(cases), "office": office.short_name},
            url_name="admin_portal:office_application_list",
        )
    return len(cases)


def _check_successor(from_user, to_user, office, cases):
    serving = Membership.objects.current().filter(office=office, user=to_user).exclude(role=Role.BOOTSTRAP)
    if to_user.pk == from_user.pk or not serving.exists() or not to_user.is_active:
        raise Refused("请选择本办在用的另一位同事来接手。")
    own = [case.number for case in cases if case.applicant_id == to_user.pk]
    if own:
        raise Refused(f"{'、'.join(own)}是{to_user.name}本人的申报，不能交给本人办理，请换一位同事。")

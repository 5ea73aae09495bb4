"""Inviting people to an employer, one by one: sending, answering, taking back."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import EmployerState, InvitationState, Joining, Role, UnitRight
from accounts.models import Invitation, LoginIdentifier, User
from accounts.services import alerts, transfers, unit_rights
from accounts.services.employers import hold
from accounts.services.employment import place
from accounts.services.people import document_digest_of
from core import audit, limits
from core.errors import Refused
from core.pii import blind_index
from messaging.enums import Channel
from messaging.services import send_text

LIFE = timedelta(days=30)
MOST_SENT = 3
PAUSE = timedelta(hours=24)
SMS_PER_DAY = 3
DAY = timedelta(days=1)
OWN = "这份邀请是您自己发出的，不能由您接受。请由单位的另一位同事邀请，或提出单位调整申请。"
OVER = "这份邀请已经处理过或已过期，请刷新后再看。"


def open_for(user):
    """Invitations this person may answer now, newest first."""
    digest = document_digest_of(user)
    if not digest:
        return Invitation.objects.none()
    mine = Invitation.objects.open().filter(id_digest=digest, employer__state=EmployerState.ACTIVE)
    return mine.exclude(employer=user.employer_id).select_related("employer").order_by("-last_sent_at", "-pk")


def by_code(code: str):
    """The open invitation behind the code of an SMS link, or None."""
    found = Invitation.objects.open().filter(code_digest=_digest_of(code))
    return found.filter(employer__state=EmployerState.ACTIVE).select_related("employer").first()


def names_by_code(codes) -> dict[str, str]:
    """Whom the codes of SMS links invite; a code that a later one took the place of names nobody."""
    digests = {_digest_of(code): code for code in codes if code}
    found = Invitation.objects.filter(code_digest__in=digests).values_list("code_digest", "name")
    return {digests[digest]: name for digest, name in found}


def tell(invitation, person) -> None:
    """Send the invitation: to a registered person's inbox and own mobile, else by SMS with a link.

    A stranger's mobile is texted three times a day at most, by all employers together. It is counted in the
    transaction that sends: what is rolled back was not sent either.

    Args:
        person: the User behind the document number, or None.
    """
    employer = {"employer": invitation.employer.name}
    if person is not None:
        alerts.tell_everywhere(
            person,
            "employer_invited",
            context=employer,
            url_name="accounts:invitation_list",
        )
    elif limits.hit("accounts.invitation_sms", invitation.mobile, limit=SMS_PER_DAY, window=DAY):
        code = secrets.token_urlsafe(16)
        invitation.code_digest = _digest_of(code)
        link = f"{settings.SITE_URL}{reverse('accounts:invitation_enter', args=[code])}"
        send_text(
            None, "employer_invited_new", Channel.SMS, invitation.mobile, context={**employer, "link": link}
        )
    invitation.last_sent_at = timezone.now()
    invitation.sent_count += 1
    invitation.save(update_fields=["code_digest", "last_sent_at", "sent_count"])


@transaction.atomic
def resend(invitation, *, actor):
    """Send once more, with 30 new days; at most three times, and not twice within a day."""
    locked = _locked(invitation, actor)
    if locked.state != InvitationState.SENT:
        raise Refused(OVER)
    if locked.sent_count >= MOST_SENT:
        raise Refused(f"这份邀请已经发过 {MOST_SENT} 次，请直接联系本人。")
    if locked.last_sent_at > timezone.now() - PAUSE:
        raise Refused("24 小时内发过了，请过一天再发。")
    locked.expires_at = timezone.now() + LIFE
    locked.save(update_fields=["expires_at"])
    tell(locked, _person_behind(locked.id_digest))
    audit.record("accounts.invitation_sent_again", subject=locked, actor=actor)
    return locked


@transaction.atomic
def withdraw(invitation, *, actor):
    """Take an unanswered invitation back; done twice it is done."""
    locked = _locked(invitation, actor)
    if locked.state == InvitationState.WITHDRAWN:
        return locked
    if locked.state != InvitationState.SENT:
        raise Refused(OVER)
    return _close(locked, InvitationState.WITHDRAWN, "accounts.invitation_withdrawn", actor)


@transaction.atomic
def accept(invitation, *, actor):
    """Join the employer: it agreed when it invited. A former employer is told; a transfer asked for is over.

    Raises:
        Refused: answered already, too late, meant for somebody else, or sent by the person.
    """
    hold(invitation.employer)
    transfers.waiting_of(actor.user)
    person = User.objects.select_for_update().get(pk=actor.user.pk)
    locked = _mine(invitation, person)
    if locked.state == InvitationState.ACCEPTED and person.employer_id == locked.employer_id:
        return locked
    if not locked.is_open or locked.employer.state != EmployerState.ACTIVE:
        raise Refused(OVER)
    if locked.invited_by_id == person.pk:
        raise Refused(OWN)
    former = person.employer
    place(person, locked.employer, how=Joining.INVITED, note=f"转到{locked.employer.name}"[:200])
    transfers.overtake(person, f"您接受了“{locked.employer.name}”的邀请，这份申请随之结束。")
    _close(locked, InvitationState.ACCEPTED, "accounts.invitation_accepted", actor)
    alerts.tell_everywhere(
        locked.invited_by,
        "invitation_accepted",
        context={"name": person.name},
        url_name="admin_portal:employee_list",
    )
    if former is not None:
        alerts.tell_staff(
            former,
            "employer_person_gone",
            context={"name": person.name},
            url_name="admin_portal:employee_list",
            roles=[Role.OWNER],
        )
    return locked


@transaction.atomic
def decline(invitation, *, actor):
    """Say no; done twice it is done."""
    locked = _mine(invitation, actor.user)
    if locked.state == InvitationState.DECLINED:
        return locked
    if locked.state != InvitationState.SENT:
        raise Refused(OVER)
    return _close(locked, InvitationState.DECLINED, "accounts.invitation_declined", actor)


def _digest_of(code: str) -> str:
    return blind_index("invitation", code)


def _person_behind(id_digest: str):
    known = LoginIdentifier.objects.filter(digest=id_digest, user__is_active=True).select_related("user")
    found = known.first()
    return found.user if found else None


def _locked(invitation, actor) -> Invitation:
    unit_rights.require(actor, UnitRight.PEOPLE)
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("employer")
    return locked.get(pk=invitation.pk, employer=actor.employer_id)


def _mine(invitation, person) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("employer", "invited_by")
    found = locked.get(pk=invitation.pk)
    if found.id_digest != document_digest_of(person):
        raise Refused("这份邀请是发给别人的。")
    return found


def _close(invitation, state, event, actor) -> Invitation:
    """The end of an invitation: the mobile and the link are of no use any more."""
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.mobile = invitation.code_digest = ""
    invitation.save()
    audit.record(event, subject=invitation, actor=actor, employer=str(invitation.employer.public_id))
    return invitation

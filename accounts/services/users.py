"""用户管理: the people who serve a title office, their roles, and taking both away again.

Every verb locks the office first, so that two administrators cannot take each other's place away at the same
moment and leave the office without one.
"""

import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.enums import OfficeLevel, Role
from accounts.models import LoginIdentifier, Membership, TitleOffice, User
from accounts.services import identifiers, live_sessions, one_time_secret, second_factor, staff
from accounts.services.alerts import tell_everywhere
from accounts.services.duties import keep_apart
from accounts.services.jurisdiction import decide
from accounts.services.permissions import grantable_by, may_manage, may_reset_password
from core import audit
from core.errors import Refused, Stale

NOT_YOURS = "这个账户不由您管理，请联系该职改办的管理员。"
LAST_ADMIN = "这是{office}唯一的管理员。请先让另一位同事成为管理员，再办理。"


def offices_managed_by(actor):
    """The own office and those directly below whose users the person may manage, in tree order."""
    if not manages_users(actor):
        return TitleOffice.objects.none()
    managed = Q(pk=actor.office_id)
    if decide(actor, "manage_users", item_office=_some_child(actor.office)):
        managed |= Q(parent=actor.office_id, is_active=True)
    return TitleOffice.objects.filter(managed)


def manages_users(actor) -> bool:
    """Whether 用户管理 of the own office is open to the person."""
    return actor.office is not None and bool(decide(actor, "manage_users", item_office=actor.office))


def _some_child(office):
    return TitleOffice(level=OfficeLevel.COUNTY, path=f"{office.path}/-")


def managed_by(actor):
    """Places in the offices whose users the person may manage, with person and office."""
    return Membership.objects.filter(office__in=offices_managed_by(actor), to_on=None).select_related(
        "user", "office"
    )


@transaction.atomic
def create(office, *, name, staff_name, role, actor, mobile="", email="", extra_acts=()):
    """Create an account that serves `office`.

    Returns:
        (membership, one-time secret); the secret is shown once and kept nowhere.

    Raises:
        Refused: not theirs to grant, or account name, mobile or e-mail are taken.
    """
    _check_grant(actor, _locked(office), role, extra_acts)
    keep_apart(role, extra_acts)
    unknown = secrets.token_urlsafe(32)
    user = staff.create_account(
        name=name, staff_name=staff_name, password=unknown, mobile=mobile, email=email, actor=actor
    )
    membership = _appoint(user, office, role, extra_acts, actor)
    return membership, one_time_secret.issue(user, actor=actor)


@transaction.atomic
def attach(office, *, name, staff_name, role, actor, extra_acts=()):
    """Let the holder of an account that serves another office serve this one as well.

    Name and account name must both fit, so that nobody can try out account names here.
    """
    _check_grant(actor, _locked(office), role, extra_acts)
    digest = identifiers.of_staff_name(staff_name)
    found = LoginIdentifier.objects.filter(digest=digest, user__name=name, user__is_active=True)
    serving = Membership.objects.current().filter(office__isnull=False).exclude(role=Role.BOOTSTRAP)
    identifier = found.filter(user__memberships__in=serving).select_related("user").first()
    if identifier is None:
        raise Refused("没有找到姓名和账户名都相符的职改办工作人员，请向本人核对后再填。")
    if Membership.objects.filter(user=identifier.user, office=office, to_on=None).exists():
        raise Refused(f"{name}已经在{office.short_name}任职，可以在名单里直接调整权限。")
    keep_apart(role, extra_acts, user=_locked_user(identifier.user))
    return _appoint(identifier.user, office, role, extra_acts, actor)


def _appoint(user, office, role, extra_acts, actor):
    membership = staff.appoint(user, office, role, actor=actor)
    if extra_acts:
        membership.extra_acts = sorted(extra_acts)
        membership.save(update_fields=["extra_acts"])
        _record_rights(membership, actor)
    return membership


@transaction.atomic
def change(membership, *, role, extra_acts, expected_version, actor):
    """Set role and single rights of a person in an office; they hold from the person's next page on.

    Raises:
        Refused: not theirs to change or to grant, or the office would be left without an administrator.
        Stale: somebody else changed it after the page was opened.
    """
    locked = _locked_membership(membership)
    if not may_manage(actor, locked) or locked.role == Role.BOOTSTRAP:
        raise Refused(NOT_YOURS)
    if (locked.role, sorted(locked.extra_acts)) == (role, sorted(extra_acts)):
        return locked
    if locked.version != expected_version:
        raise Stale(locked, staff.RIGHTS_CHANGED)
    kept = set(locked.extra_acts) & set(extra_acts)
    _check_grant(actor, locked.office, role, set(extra_acts) - kept)
    keep_apart(role, extra_acts, user=_locked_user(locked.user), but=locked)
    if role != Role.ADMIN:
        _keep_an_admin(locked)
    locked.role, locked.extra_acts = role, sorted(extra_acts)
    _save(locked, "role", "extra_acts")
    _record_rights(locked, actor)
    _tell(locked, "office_rights_changed")
    return locked


@transaction.atomic
def disable(membership, *, note, actor):
    """停用 a person's place in an office; without another place the account itself is closed.

    Done again it changes nothing. What lay on their desk the caller hands over in the same transaction.
    """
    locked = _locked_membership(membership)
    if not may_manage(actor, locked):
        raise Refused(NOT_YOURS)
    if locked.disabled_at:
        return locked
    _keep_an_admin(locked)
    locked.disabled_at, locked.disabled_note = timezone.now(), note
    _save(locked, "disabled_at", "disabled_note")
    user = locked.user
    if not user.document_kind and not Membership.objects.current().filter(user=user).exists():
        user.is_active, user.disabled_note = False, note
        user.save(update_fields=["is_active", "disabled_note"])
    live_sessions.end_all(user, actor=actor)
    audit.record("accounts.office_user_disabled", subject=user, actor=actor, office=locked.office.name)
    return locked


@transaction.atomic
def enable(membership, *, actor):
    """启用 a place that was disabled; the account opens again with it."""
    locked = _locked_membership(membership)
    if not may_manage(actor, locked):
        raise Refused(NOT_YOURS)
    if locked.disabled_at is None:
        return locked
    # Nobody appoints a default account; whoever may manage it may put it back.
    role = Role.CLERK if locked.role == Role.BOOTSTRAP else locked.role
    _check_grant(actor, locked.office, role, locked.extra_acts)
    keep_apart(locked.role, locked.extra_acts, user=_locked_user(locked.user), but=locked)
    locked.disabled_at, locked.disabled_note = None, ""
    _save(locked, "disabled_at", "disabled_note")
    user = locked.user
    if not user.is_active and not user.deregistered_at:
        user.is_active, user.disabled_note = True, ""
        user.save(update_fields=["is_active", "disabled_note"])
    audit.record("accounts.office_user_enabled", subject=user, actor=actor, office=locked.office.name)
    _tell(locked, "office_place_enabled")
    return locked


@transaction.atomic
def reset_password(membership, *, actor) -> str:
    """Give a person a new one-time secret and return it; it is shown once and kept nowhere.

    Refused where the account opens more than the offices whose passwords the actor may reset: whoever hands
    out the secret could walk through every door it opens.
    """
    locked = _locked_membership(membership)
    if not may_reset_password(actor, locked) or locked.disabled_at:
        raise Refused(NOT_YOURS)
    check_whole_account(actor, locked)
    _tell(locked, "office_password_reset")
    return one_time_secret.issue(locked.user, actor=actor)


@transaction.atomic
def reset_second_factor(membership, *, actor) -> None:
    """Take away the second factor of somebody who lost it; refused where a new password would be.

    They are told on every channel and signed out everywhere.
    """
    locked = _locked_membership(membership)
    if not may_reset_password(actor, locked) or locked.disabled_at:
        raise Refused(NOT_YOURS)
    check_whole_account(actor, locked)
    if second_factor.reset(locked.user, actor=actor):
        live_sessions.end_all(locked.user, actor=actor)


def check_whole_account(actor, membership) -> None:
    """Raise Refused where the person's account opens doors that are not the actor's to give away."""
    if membership.user.document_kind:
        raise Refused("这是个人实名账户，密码只能由本人通过“忘记密码”重新设置。")
    places = Membership.objects.current().filter(user=membership.user).select_related("office", "employer")
    for place in places:
        if not may_reset_password(actor, place):
            raise Refused(
                f"这个账户还在{place.house}任职，请本人通过“忘记密码”重新设置，或先停用其中一处再重置。"
            )


def _locked(office):
    return TitleOffice.objects.select_for_update().get(pk=office.pk)


def _locked_user(user):
    """Two offices that appoint the same person at once see what the other did."""
    return User.objects.select_for_update().get(pk=user.pk)


def _locked_membership(membership):
    if membership.office_id is None:
        raise Refused(NOT_YOURS)
    _locked(membership.office)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "office")
    locked = rows.get(pk=membership.pk)
    if locked.to_on:
        raise Refused(NOT_YOURS)
    return locked


def _check_grant(actor, office, role, extra_acts):
    """Refused unless the actor may grant all of it there."""
    if not office.is_active:
        raise Refused(f"{office.short_name}已停用，请先由上级恢复使用。")
    grants = grantable_by(actor, office)
    if role not in grants.roles:
        raise Refused("您不能授予“职改办管理员”，请由本级管理员、默认账户或上级管理员办理。")
    if not set(extra_acts) <= set(grants.acts):
        raise Refused("您只能授予自己也有的权限，请重新勾选。")


def _keep_an_admin(membership):
    """Refused when the office would be left without an administrator at work."""
    if membership.role != Role.ADMIN or membership.disabled_at:
        return
    others = Membership.objects.current().filter(office=membership.office, role=Role.ADMIN)
    if not others.exclude(user=membership.user).filter(user__is_active=True).exists():
        raise Refused(LAST_ADMIN.format(office=membership.office.short_name))


def _save(membership, *columns):
    membership.version += 1
    membership.save(update_fields=[*columns, "version"])


def _record_rights(membership, actor):
    audit.record(
        "accounts.office_rights_changed",
        subject=membership.user,
        actor=actor,
        office=membership.office.name,
        role=membership.get_role_display(),
        acts=membership.extra_acts,
    )


def _tell(membership, template_code):
    tell_everywhere(
        membership.user,
        template_code,
        context={"office": membership.office.short_name, "role": membership.get_role_display()},
    )

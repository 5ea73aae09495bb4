"""账户管理: the clerks of one employer, opened, limited and closed by its owner."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.enums import IdentifierKind, Role, UnitRight
from accounts.models import LoginIdentifier, Membership, User
from accounts.services import live_sessions, one_time_secret, staff, unit_rights
from accounts.services.jurisdiction import decide
from core import audit
from core.badges import Badge
from core.errors import Refused

IN_USE, STOPPED = Badge("pass", "正常"), Badge("void", "已停用")
OWNER_ONLY = "只有单位账户可以管理工作人员的账户。"
PERSONAL = "这个人用的是自己的账户，密码由本人通过“忘记密码”重新设置。"


@dataclass(frozen=True)
class Clerk:
    """One clerk as the owner sees them; a personal account keeps its password to itself."""

    membership: Membership
    is_in_use: bool
    is_personal: bool

    @property
    def status_badge(self) -> Badge:
        return IN_USE if self.is_in_use else STOPPED

    @property
    def rights(self) -> list[str]:
        """The granted rights in words."""
        return [right.label for right in UnitRight if right in self.membership.extra_acts]

    @property
    def waits_for_first_sign_in(self) -> bool:
        """Whether the one-time secret was not replaced yet."""
        return self.membership.user.must_change_password


def memberships_of(employer_id):
    """Every clerk of the employer, also those who may not enter any more."""
    clerks = Membership.objects.filter(employer=employer_id, role=Role.CLERK, to_on=None)
    return clerks.select_related("user").order_by("user__name_pinyin", "pk")


def clerks_of(rows) -> list[Clerk]:
    """`rows` of `memberships_of` as the owner sees them, in two statements."""
    rows = list(rows)
    with_document = LoginIdentifier.objects.filter(
        kind=IdentifierKind.ID_NUMBER, user__in=[row.user_id for row in rows]
    )
    personal = set(with_document.values_list("user_id", flat=True))
    return [
        Clerk(row, row.disabled_at is None and row.user.is_active, row.user_id in personal) for row in rows
    ]


@transaction.atomic
def create(*, name, staff_name, mobile, rights, actor):
    """Open an account for a clerk; returns (membership, the one-time secret to show once).

    Raises:
        Refused: not the owner, or name or mobile are taken.
    """
    _owner_only(actor)
    user = staff.create_account(
        name=name,
        staff_name=staff_name,
        password=f"Aa1-{secrets.token_urlsafe(24)}",
        mobile=mobile,
        actor=actor,
    )
    membership = staff.appoint(user, actor.employer, Role.CLERK, actor=actor)
    _write_rights(membership, rights, actor)
    return membership, one_time_secret.issue(user, actor=actor)


@transaction.atomic
def set_rights(membership, rights, *, actor):
    """Let a clerk do exactly `rights` (UnitRight values) from the next request on."""
    _write_rights(_locked(membership, actor), rights, actor)


@transaction.atomic
def disable(membership, *, note, actor):
    """停用: the clerk serves the employer no more and is signed out everywhere at once.

    An account that is nothing but this clerk's is closed too; a person's own stays with the person.
    """
    locked = _locked(membership, actor)
    locked.disabled_at, locked.disabled_note = timezone.now(), note
    locked.save(update_fields=["disabled_at", "disabled_note"])
    if _is_only_here(locked):
        _switch(locked.user, active=False, note=note)
    live_sessions.end_all(locked.user, actor=actor)
    audit.record("accounts.clerk_disabled", subject=locked.user, actor=actor, note=note)


@transaction.atomic
def enable(membership, *, actor):
    """启用 again with the rights held before."""
    locked = _locked(membership, actor)
    locked.disabled_at, locked.disabled_note = None, ""
    locked.save(update_fields=["disabled_at", "disabled_note"])
    if not locked.user.is_active and _is_only_here(locked):
        _switch(locked.user, active=True, note="")
    audit.record("accounts.clerk_enabled", subject=locked.user, actor=actor)


@transaction.atomic
def reset_secret(membership, *, actor) -> str:
    """A new one-time secret for a clerk who cannot sign in any more; shown once.

    Raises:
        Refused: a personal account, or one that serves another house too: nobody takes those over.
    """
    locked = _locked(membership, actor)
    if not _is_only_here(locked):
        raise Refused(PERSONAL)
    return one_time_secret.issue(locked.user, actor=actor)


def _owner_only(actor) -> None:
    if actor.employer is None or not decide(actor, "manage_users", item_office=actor.employer):
        raise Refused(OWNER_ONLY)


def _locked(membership, actor) -> Membership:
    """The row to change, judged under its lock."""
    _owner_only(actor)
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.employer_id != actor.employer_id or locked.role != Role.CLERK:
        raise Refused("这不是本单位工作人员的账户。")
    if locked.user_id == actor.user.pk:
        raise Refused("您不能停用或更改自己的账户，请联系所属职改办。")
    return locked


def _is_only_here(membership) -> bool:
    """Whether the account is no person's own and serves nobody else."""
    own = LoginIdentifier.objects.filter(user=membership.user_id, kind=IdentifierKind.ID_NUMBER)
    others = Membership.objects.current().filter(user=membership.user_id).exclude(pk=membership.pk)
    return not own.exists() and not others.exists()


def _switch(user, *, active, note) -> None:
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.is_active, locked.disabled_note = active, note
    locked.save(update_fields=["is_active", "disabled_note"])


def _write_rights(membership, rights, actor) -> None:
    """Grant what is asked and the granting person holds; acts that are no rights of an employer stay."""
    wanted = set(rights) & set(UnitRight.values)
    if wanted - unit_rights.rights_of(actor):
        raise Refused("您只能授予自己拥有的权限。")
    others = [act for act in membership.extra_acts if act not in UnitRight.values]
    membership.extra_acts = others + [right for right in UnitRight.values if right in wanted]
    membership.save(update_fields=["extra_acts"])
    audit.record("accounts.clerk_rights_set", subject=membership.user, actor=actor, rights=sorted(wanted))

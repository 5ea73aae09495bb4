"""What an owner may do with the employer's own data: change, ask for a change, mend and hand in again."""

from django.db import IntegrityError, transaction

from accounts.enums import EmployerState
from accounts.models import Employer, EmployerChange
from accounts.services import employer_columns as columns_of
from accounts.services import employer_files
from accounts.services.employer_messages import tell_office
from accounts.services.employer_rights import is_its_owner
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from core import audit
from core.errors import Refused, Stale

ONLY_OWNER = "单位信息由单位账户修改，请用单位账户登录后再办理。"
NOT_NOW = "单位账户现在的状态是“{state}”，不能这样修改。请刷新页面查看。"
CHANGED = "单位信息刚才已经有人修改，请对照最新内容后再保存。"
NOTHING = "没有需要变更的内容：填写的和现在登记的一样。"
LICENCE_MISSING = "单位名称、统一社会信用代码或法定代表人有变更的，请上传变更后的营业执照或登记证书"


class LicenceMissing(Refused):
    """What stands on the licence cannot change without the new licence."""

    status = 422


@transaction.atomic
def change_details(employer, columns, *, actor, expected_version) -> Employer:
    """Store contact and other small data at once.

    Args:
        columns: values by the names in `employer_columns.DETAILS`.

    Raises:
        Refused: not the owner, or the account is not in use. Stale: somebody was faster.
    """
    locked = _lock(employer, actor, (EmployerState.ACTIVE,), expected_version)
    different = columns_of.differing(locked, columns)
    if not different:
        return locked
    changed = {name: columns[name] for name in different}
    columns_of.write(locked, {**changed, "version": locked.version + 1})
    columns_of.note(locked, "edit", "修改资料", columns_of.labels(different), by=actor.user)
    audit.record("accounts.employer_details_changed", subject=locked, actor=actor, fields=different)
    return locked


@transaction.atomic
def hand_in_again(employer, columns, licence, *, actor, expected_version) -> Employer:
    """Store what was mended after 退回 and submit it; the office's clock begins anew.

    Args:
        columns: identity and details; `licence` an upload, or None to keep the scan there is.
    """
    locked = _lock(employer, actor, (EmployerState.RETURNED,), expected_version)
    columns_of.write(locked, {**columns, "entered_by": actor.user})
    if licence:
        employer_files.replace(locked, licence, actor=actor)
    return EMPLOYER_ROAD.perform(locked, "resubmit", actor=actor)


def ask_for_change(employer, columns, licence, *, reason, actor, expected_version) -> EmployerChange:
    """Ask the office to approve a change of name, identifier, head, region, superior or office.

    Raises:
        LicenceMissing: something on the licence changes and no new one came along.
        Refused: nothing differs, another change is waiting, or the identifier is taken.
    """
    change = EmployerChange(employer=employer, reason=reason, entered_by=actor.user)
    different = columns_of.differing(employer, columns)
    if licence is None and set(different) & set(columns_of.ON_LICENCE):
        raise LicenceMissing(LICENCE_MISSING)

    def write():
        locked = _lock(employer, actor, (EmployerState.ACTIVE,), expected_version)
        _store_change(change, locked, columns, actor)

    if licence is None:
        with transaction.atomic():
            write()
    else:
        kind, owner = columns_of.CHANGE_FILES, change.public_id
        employer_files.keep(licence, owner_kind=kind, owner_id=owner, actor=actor, guard=write)
    return change


def _store_change(change, employer, columns, actor) -> None:
    different = columns_of.differing(employer, columns)
    if not different:
        raise Refused(NOTHING)
    _refuse_taken(employer, columns)
    change.employer = employer
    change.after = {name: columns_of.key_of(columns[name]) for name in different}
    change.words = [
        [
            columns_of.IDENTITY[name],
            columns_of.words_of(getattr(employer, name)),
            columns_of.words_of(columns[name]),
        ]
        for name in different
    ]
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        raise Refused("已经有一项变更在等职改办审核。请等审核完，或先撤回它。") from None
    audit.record("accounts.employer_change_asked", subject=change, actor=actor, fields=different)
    tell_office(employer, "employer_change_arrived")


def _refuse_taken(employer, columns) -> None:
    others = Employer.objects.shown().exclude(pk=employer.pk)
    if columns["usci"] and others.filter(usci=columns["usci"]).exists():
        raise Refused(f"{columns_of.USCI_TAKEN}，请先核对，或联系所属职改办合并重复的单位。")


@transaction.atomic
def move_change(change, move: str, *, actor, data=None, expected_version=None) -> EmployerChange:
    """Decide on a change or take it back; the employer is locked first, as everywhere."""
    Employer.objects.select_for_update().get(pk=change.employer_id)
    return CHANGE_ROAD.perform(change, move, actor=actor, data=data, expected_version=expected_version)


def _lock(employer, actor, states, expected_version) -> Employer:
    locked = Employer.objects.select_for_update(of=("self",)).with_names().get(pk=employer.pk)
    if not is_its_owner(actor, locked):
        raise Refused(ONLY_OWNER)
    if locked.state not in states:
        raise Refused(NOT_NOW.format(state=locked.get_state_display()))
    if locked.version != expected_version:
        raise Stale(locked, CHANGED)
    return locked

"""组织机构: opening offices below one's own, their contact blocks and switches, taking them out of use."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.enums import CorrectionState, EmployerState, OfficeLevel, Role
from accounts.models import Employer, IdentityCorrection, Membership, TitleOffice
from accounts.services import one_time_secret, staff
from accounts.services.jurisdiction import CHILD, decide, relation_of
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from core import audit
from core.errors import Refused, Stale

CONTACT = ("phone", "email", "address", "contact_person", "contact_notes")
RIGHTS = ("can_review_levels", "can_recognize_levels", "series_codes")
SWITCHES = ("fees_online", "mailing_enabled", "auto_verification")
POSTAGE = "postage"
NO_POSTAGE = "开通证书邮寄，请同时填写邮费：申报人选择邮寄时，按这个金额生成邮费订单。"
JUNIOR = (TitleLevel.ASSISTANT.value, TitleLevel.TECHNICIAN.value)
MIDDLE = (TitleLevel.INTERMEDIATE.value, *JUNIOR)
EVERY = (TitleLevel.FULL_SENIOR.value, TitleLevel.ASSOCIATE_SENIOR.value, *MIDDLE)
# Which offices stand directly below which, as in data/offices.csv.
BELOW = {
    OfficeLevel.REGIONAL: (OfficeLevel.CITY, OfficeLevel.SERIES),
    OfficeLevel.CITY: (OfficeLevel.COUNTY, OfficeLevel.SERIES),
}
CLOSED_TO_YOU = "这个职改办不由您管理，请联系它的上级职改办管理员。"


def may_manage(actor, office) -> bool:
    """Whether `actor` may change this office: the own one, or one directly below it."""
    return bool(decide(actor, "manage_offices", item_office=office))


def manages_offices(actor) -> bool:
    """Whether 组织机构 of the own office is open to the person."""
    return actor.office is not None and may_manage(actor, actor.office)


def may_open_below(actor) -> bool:
    """Whether `actor` may open offices below their own."""
    return manages_offices(actor) and bool(levels_below(actor.office))


def levels_below(office) -> tuple[str, ...]:
    """The kinds of office that may stand directly below `office`."""
    return BELOW.get(OfficeLevel(office.level), ())


def review_levels(parent, level) -> tuple[str, ...]:
    """Title levels an office of kind `level` below `parent` may review (审验指引 2019, 二)."""
    if level == OfficeLevel.COUNTY:
        return JUNIOR
    return EVERY if (level, parent.level) == (OfficeLevel.SERIES, OfficeLevel.REGIONAL) else MIDDLE


def recognize_levels(level) -> tuple[str, ...]:
    """Title levels such an office may recognise; 高级 is not obtained by 职称认定."""
    return JUNIOR if level == OfficeLevel.COUNTY else MIDDLE


@transaction.atomic
def open_office(data, *, actor):
    """Open an office directly below the acting person's own, with its default account.

    Args:
        data: code (6 digits), name, short_name, level, region, can_review_levels, can_recognize_levels,
            series_codes, and what `CONTACT` names.

    Returns:
        (office, one-time secret of its default account); the secret is shown once and kept nowhere.

    Raises:
        Refused: not theirs to open, beyond what such an office may do, or code or name are taken.
    """
    parent = TitleOffice.objects.select_for_update().get(pk=actor.office_id)
    office = TitleOffice(parent=parent, path=f"{parent.path}/{data['code']}", **data)
    if not may_open_below(actor) or relation_of(actor, office) != CHILD or not parent.is_active:
        raise Refused(CLOSED_TO_YOU)
    _check_levels(parent, office)
    _check_series(parent, office)
    if TitleOffice.objects.filter(name=office.name).exists():
        raise Refused("已经有同名的职改办，请核对名称。")
    try:
        with transaction.atomic():
            office.save(force_insert=True)
    except IntegrityError:
        raise Refused("这个编码已经有职改办在用，请换一个。") from None
    audit.record("accounts.office_opened", subject=office, actor=actor, office=office.name)
    return office, open_default_account(office, actor=actor)


def _check_levels(parent, office):
    allowed = levels_below(parent)
    wrong = (
        office.level not in allowed
        or not set(office.can_review_levels) <= set(review_levels(parent, office.level))
        or not set(office.can_recognize_levels) <= set(recognize_levels(office.level))
    )
    if wrong:
        raise Refused("勾选的级别超出了这类职改办可以办理的范围，请调整。")


def _check_series(parent, office):
    if bool(office.series_codes) != (office.level == OfficeLevel.SERIES):
        raise Refused("系列职改办须选定办理的系列；市、县职改办办理所有系列，不用选。")
    if parent.series_codes and not set(office.series_codes) <= set(parent.series_codes):
        raise Refused("下级职改办办理的系列不能超出上级的范围，请调整。")


@transaction.atomic
def open_default_account(office, *, actor) -> str:
    """Give an office its default account, named as the office (审验指引 2019), and return its secret.

    Raises:
        Refused: the office has one already, its name is taken, or it is not directly below the actor's.
    """
    if relation_of(actor, office) != CHILD or not may_manage(actor, office):
        raise Refused(CLOSED_TO_YOU)
    TitleOffice.objects.select_for_update().get(pk=office.pk)
    if default_account_of(office):
        raise Refused("这个职改办已经有默认账户了，由其管理员重置密码。")
    user = staff.create_default_account(office, actor=actor)
    staff.appoint(user, office, Role.BOOTSTRAP, actor=actor)
    return one_time_secret.issue(user, actor=actor)


def series_words(office) -> str:
    """The names of the series a series office handles; empty for one that handles all."""
    return "、".join(TitleSeries.objects.filter(code__in=office.series_codes).values_list("name", flat=True))


def default_account_of(office):
    """The membership of the office's default account, disabled or not; None if it never had one."""
    return Membership.objects.filter(office=office, role=Role.BOOTSTRAP).select_related("user").first()


@transaction.atomic
def change(office, changes, *, expected_version, actor):
    """Set contact block, switches and postage (yuan, or None) of the own office or of one directly below.

    Raises:
        Refused: not theirs to change, or mailing without postage.
        Stale: somebody else changed it after the page was opened.
    """
    locked = TitleOffice.objects.select_for_update().get(pk=office.pk)
    if not may_manage(actor, locked):
        raise Refused(CLOSED_TO_YOU)
    if locked.version != expected_version:
        raise Stale(locked, "这个职改办的资料刚刚有人改过，请对照现在的内容再保存。")
    if changes["mailing_enabled"] and changes[POSTAGE] is None:
        raise Refused(NO_POSTAGE)
    changed = [name for name in (*CONTACT, *SWITCHES, POSTAGE) if getattr(locked, name) != changes[name]]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, changes[name])
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])
    audit.record(
        "accounts.office_changed",
        subject=locked,
        actor=actor,
        office=locked.name,
        fields=changed,
        switches={name: changes[name] for name in changed if name in SWITCHES},
        postage=str(locked.postage or ""),
    )
    return locked


def may_set_rights(actor, office) -> bool:
    """Whether `actor` may set what this office may do: an administrator of its direct superior (J75)."""
    return relation_of(actor, office) == CHILD and may_manage(actor, office)


@transaction.atomic
def set_rights(office, rights, *, expected_version, actor):
    """Set which levels an office directly below reviews and recognises, and a series office's series.

    Args:
        rights: values by the names in `RIGHTS`; the limits are those of a new office.

    Raises:
        Refused: not theirs to set, or beyond what such an office may do. Stale: somebody was faster.
    """
    locked = TitleOffice.objects.select_for_update(of=("self",)).select_related("parent").get(pk=office.pk)
    if not may_set_rights(actor, locked):
        raise Refused(CLOSED_TO_YOU)
    if locked.version != expected_version:
        raise Stale(locked, "这个职改办的办理范围刚刚有人改过，请对照现在的内容再保存。")
    changed = [name for name in RIGHTS if set(getattr(locked, name)) != set(rights[name])]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, list(rights[name]))
    _check_levels(locked.parent, locked)
    if "series_codes" in changed:
        _check_series(locked.parent, locked)
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])
    audit.record(
        "accounts.office_scope_changed",
        subject=locked,
        actor=actor,
        office=locked.name,
        **{name: getattr(locked, name) for name in changed},
    )
    return locked


@transaction.atomic
def take_out_of_use(office, *, open_cases, actor):
    """停用 an office directly below: nobody may serve it or report to it until it is put back.

    Args:
        open_cases: called with the office once it is locked; says how many cases lie with it.

    Raises:
        Refused: not directly below, or cases, corrections, employers or offices still hang on it.
    """
    locked = _locked_child(office, actor)
    gone = (EmployerState.DISABLED, EmployerState.MERGED)
    employers = Employer.objects.filter(office=locked).exclude(state__in=gone).count()
    children = locked.children.filter(is_active=True).count()
    corrections = IdentityCorrection.objects.filter(office=locked, state=CorrectionState.OFFICE_REVIEW)
    hanging = [
        f"{count} {words}"
        for count, words in (
            (open_cases(locked), "件在办申报"),
            (corrections.count(), "件待审核的更正申请"),
            (employers, "个所属单位"),
            (children, "个下级职改办"),
        )
        if count
    ]
    if hanging:
        raise Refused(f"{locked.short_name}还有{'、'.join(hanging)}，请先办结或调整，再停用。")
    return _put(locked, False, "accounts.office_disabled", actor)


@transaction.atomic
def put_back(office, *, actor):
    """恢复 an office directly below."""
    return _put(_locked_child(office, actor), True, "accounts.office_enabled", actor)


def _locked_child(office, actor):
    locked = TitleOffice.objects.select_for_update().get(pk=office.pk)
    if relation_of(actor, locked) != CHILD or not may_manage(actor, locked):
        raise Refused(CLOSED_TO_YOU)
    return locked


def _put(locked, is_active, event, actor):
    if locked.is_active != is_active:
        locked.is_active = is_active
        locked.version += 1
        locked.save(update_fields=["is_active", "version"])
        audit.record(event, subject=locked, actor=actor, office=locked.name)
    return locked


def check_code(code, parent, level):
    """Raise ValidationError unless `code` begins as the codes below `parent` do.

    The first two digits name the city; those of offices directly below the region that are no city are 00.
    """
    begins = parent.code[:2]
    if level == OfficeLevel.CITY:
        if not code.endswith("0001") or code.startswith("00"):
            raise ValidationError("市职改办的编码应为两位地市序号加 0001，例如 150001")
    elif not code.startswith(begins) or code == parent.code:
        raise ValidationError(f"这个职改办的编码应以 {begins} 开头")

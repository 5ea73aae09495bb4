"""The columns of an employer: what they are called, how a change of them is kept and carried out."""

from django.db import IntegrityError, transaction

from accounts.models import AccountMove, Employer, TitleOffice
from catalogue import pinyin
from catalogue.models import Region
from core.errors import Refused
from core.models import StoredFile

# Changed by the owner at once.
DETAILS = {
    "nature": "单位性质",
    "unit_level": "单位级别",
    "industry": "行业",
    "address": "单位地址",
    "phone": "办公电话",
    "contact_name": "经办人",
    "contact_mobile": "经办人手机号码",
    "contact_email": "经办人邮箱",
}
# Changed with the approval of the office; the first three stand on the licence.
ON_LICENCE = ("name", "usci", "legal_person")
IDENTITY = {
    "name": "单位名称",
    "usci": "统一社会信用代码",
    "legal_person": "法定代表人（负责人）",
    "region": "所在地区",
    "superior": "主管单位",
    "office": "所属职改办",
}
FINDERS = {
    "region": lambda key: Region.objects.get(code=key),
    "office": lambda key: TitleOffice.objects.get(public_id=key),
    "superior": lambda key: Employer.objects.shown().get(public_id=key) if key else None,
}
USCI_TAKEN = "这个统一社会信用代码的单位已经注册"
CHANGE_FILES, EMPLOYER_FILES = "employer_change", "employer"


def words_of(value) -> str:
    """A value as people read it."""
    return str(value) if value else "（空）"


def differing(employer, columns: dict) -> list[str]:
    """The names of the columns whose new value is another one."""
    return [name for name, value in columns.items() if getattr(employer, name) != value]


def key_of(value) -> str:
    """What a change keeps of a value: the key of a row, else the text itself."""
    return value.code if isinstance(value, Region) else str(getattr(value, "public_id", value) or "")


def value_of(name: str, key: str):
    """The reverse of `key_of`; a row that is gone raises DoesNotExist."""
    return FINDERS[name](key) if name in FINDERS else key


def write(employer, columns: dict) -> Employer:
    """Store columns of a locked employer; Refused when the identifier is another's."""
    if "name" in columns:
        columns = {**columns, "name_pinyin": pinyin.first_letters(columns["name"])}
    for name, value in columns.items():
        setattr(employer, name, value)
    try:
        with transaction.atomic():
            employer.save(update_fields=list(columns))
    except IntegrityError:
        raise Refused(f"{USCI_TAKEN}，请先核对是不是同一家单位。") from None
    return employer


def carry_out(change, _actor, _data) -> None:
    """Effect: what was asked for becomes true, and its licence joins the employer's pictures."""
    employer = change.employer
    try:
        columns = {name: value_of(name, key) for name, key in change.after.items()}
    except (Region.DoesNotExist, TitleOffice.DoesNotExist, Employer.DoesNotExist):
        raise Refused("变更里的地区、职改办或主管单位已经不在了，请不同意这次变更，并说明原因。") from None
    write(employer, {**columns, "version": employer.version + 1})
    note(employer, "change", "变更资料", labels(change.after), by=change.entered_by)
    files = StoredFile.objects.filter(owner_kind=CHANGE_FILES, owner_id=change.public_id)
    before = StoredFile.objects.filter(owner_kind=EMPLOYER_FILES, owner_id=employer.public_id).count()
    for place, file in enumerate(files.order_by("position"), start=before):
        StoredFile.objects.filter(pk=file.pk).update(
            owner_kind=EMPLOYER_FILES, owner_id=employer.public_id, position=place
        )


def labels(names) -> str:
    """The columns as a list for people; never their values."""
    known = IDENTITY | DETAILS
    return "、".join(known[name] for name in names)


def note(employer, move, label, opinion, *, by) -> None:
    """A line in the history of the employer for what is not a move of its road."""
    AccountMove.objects.create(
        **AccountMove.of(employer),
        move=move,
        label=label,
        step=label,
        from_state=employer.state,
        to_state=employer.state,
        opinion=opinion,
        by=by,
        by_name=by.name,
        by_body=employer.name,
        capacity="employer",
    )

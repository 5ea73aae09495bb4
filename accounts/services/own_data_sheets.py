"""What accounts holds of a person, as sheets of text for the download of one's own data."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Employment, SignInRecord
from accounts.services import consents, profile
from messaging.models import Message

LATEST = 1000


@dataclass(frozen=True)
class Sheet:
    """One table: `title` (at most 31 signs), the heads of its columns, and rows of plain text."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]] = field(default_factory=list)


def moment(at) -> str:
    """An instant as people read it; empty for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""


def of_accounts(user) -> list[Sheet]:
    """Account, archive, requests, messages, sign-ins and consents."""
    return [
        Sheet("账户", ("项目", "内容"), _account(user)),
        Sheet("个人资料", ("部分", "序号", "项目", "内容"), _archive(user)),
        Sheet("所在单位", ("单位", "进入时间", "离开时间"), _employments(user)),
        Sheet("单位调整", ("申请时间", "原单位", "新单位", "状态"), _transfers(user)),
        Sheet("更正申请", ("申请时间", "更正后的姓名", "更正后的证件号", "理由", "状态"), _corrections(user)),
        Sheet("消息", ("时间", "标题", "内容"), _messages(user)),
        Sheet("登录记录", ("时间", "身份", "方式"), _sign_ins(user)),
        Sheet("同意记录", ("时间", "条款", "版本"), _consents(user)),
    ]


def _account(user):
    return [
        ("姓名", user.name),
        ("证件类型", user.get_document_kind_display()),
        ("证件号码", user.id_number),
        ("国籍", user.nationality),
        ("性别", user.get_sex_display()),
        ("出生日期", str(user.birth_on or "")),
        ("手机号码", user.mobile),
        ("邮箱", user.email),
        ("所在单位", user.employer.name if user.employer_id else ""),
        ("注册时间", moment(user.created_at)),
    ]


def _archive(user):
    return [
        (section["title"], str(place), label, str(text))
        for section in profile.export(user)["sections"]
        for place, entry in enumerate(section["entries"], start=1)
        for label, text in entry
    ]


def _employments(user):
    rows = Employment.objects.filter(user=user).select_related("employer").order_by("pk")
    return [(row.employer.name, moment(row.joined_at), moment(row.left_at)) for row in rows]


def _transfers(user):
    rows = user.transfers.select_related("from_employer", "to_employer").order_by("pk")
    return [
        (moment(row.created_at), row.from_employer.name, row.to_employer.name, row.get_state_display())
        for row in rows
    ]


def _corrections(user):
    return [
        (moment(row.created_at), row.new_name, row.new_id_number, row.reason, row.get_state_display())
        for row in user.corrections.all()
    ]


def _messages(user):
    rows = Message.objects.of(user).order_by("-pk")[:LATEST]
    return [(moment(row.created_at), row.subject, row.body) for row in rows]


def _sign_ins(user):
    rows = SignInRecord.objects.filter(user=user).order_by("-pk")[:LATEST]
    return [(moment(row.created_at), row.get_capacity_display(), row.method) for row in rows]


def _consents(user):
    return [
        (moment(row.created_at), row.text.get_code_display(), str(row.text.version))
        for row in consents.agreed_by(user)
    ]

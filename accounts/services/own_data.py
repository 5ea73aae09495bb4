"""下载我的数据: everything the platform holds of a person as one file, made by the worker, for one day.

The worker makes the papers and seals them; the pictures flow into the file from where they lie, while it is
downloaded, so that there is never a second copy of them. Apps above register `contribute(fn)` and
`contribute_pictures(fn)`; `fn(user)` gives the sheets, or the pairs of folder and picture, that it adds.
"""

import base64
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import OwnDataCopy, User
from accounts.services import own_data_pictures, own_data_sheets, own_data_zip
from accounts.services.alerts import tell_everywhere
from accounts.services.own_data_sheets import Sheet
from core import audit, outbox, progress
from core.errors import Refused
from core.models import ProgressState, StoredFile
from core.spreadsheets import write_book

MAKE = "accounts.own_data"
LIFETIME = timedelta(hours=24)
LABEL = "整理我的数据"
RUNNING = "上一份数据还在整理，请稍候再看。"
GONE = "这份数据已经过期删除，请重新申请下载。"
READY = "数据已经整理好，请在 24 小时内下载，过期会自动删除。"
README = (
    "这里是平台保存的您的个人数据。\n\n"
    "“我的数据.xlsx”供阅读，每类一张工作表；“我的数据.json”内容相同，供其他系统读取。\n"
    "“图片”文件夹里是您上传的照片和扫描件，是平台摆正、压缩后保存的样子。\n\n"
    "没有放进来的，和原因：\n"
    "· 密码、安全答案、二次验证的密钥和备用码：平台只存不能还原的摘要，"
    "或者放进来会让拿到文件的人登录您的账户。\n"
    "· 短信验证码：5 分钟内有效，用过即废。\n"
    "· 短信和邮件的发送记录：内容和站内消息相同，站内消息已在“消息”表里（最近 1000 条）。\n"
    "· 操作日志：只记编号、时间和做了什么，不记姓名和证件号，用来防止篡改，依法单独保存。\n"
    "· 工作人员之间的内部交接和其他人的资料：不是您的个人数据。\n"
    "· 证书文件：请在“我的证书”里下载，那里的文件带查验二维码。\n"
)

Contribution = Callable[[User], Iterable[Sheet]]
Pictures = Callable[[User], Iterable[tuple[str, StoredFile]]]
_contributions: list[Contribution] = [own_data_sheets.of_accounts]
_pictures: list[Pictures] = [own_data_pictures.of_accounts]


def contribute(fn: Contribution) -> Contribution:
    """Register what an app holds of a person."""
    if fn not in _contributions:
        _contributions.append(fn)
    return fn


def contribute_pictures(fn: Pictures) -> Pictures:
    """Register the pictures an app holds of a person."""
    if fn not in _pictures:
        _pictures.append(fn)
    return fn


@transaction.atomic
def ask(*, actor) -> OwnDataCopy:
    """Order a copy of the acting person's data; an earlier one is thrown away.

    Raises Refused while another is being made.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=actor.user.pk)
    earlier = OwnDataCopy.objects.filter(user=user)
    if earlier.filter(job__state=ProgressState.RUNNING, expires_at__gt=timezone.now()).exists():
        raise Refused(RUNNING)
    earlier.delete()
    job = progress.start(LABEL, user=user)
    copy = OwnDataCopy.objects.create(user=user, job=job, expires_at=timezone.now() + LIFETIME)
    audit.record("accounts.own_data_asked", subject=user, actor=actor)
    outbox.add(MAKE, subject=copy)
    return copy


def make(public_id) -> None:
    """Fill the copy; run by the outbox, done again it does nothing, nor for one thrown away meanwhile."""
    copy = OwnDataCopy.objects.select_related("user", "job").filter(public_id=public_id, size=0).first()
    if copy is None or not copy.user.is_active:
        return
    sheets = _sheets(copy)
    papers = _papers(sheets)
    size = len(papers) + sum(file.size for _, file in _named_pictures(copy.user))
    with transaction.atomic():
        if not OwnDataCopy.objects.select_for_update().filter(pk=copy.pk, size=0).exists():
            return
        copy.content, copy.size = base64.b64encode(papers).decode(), size
        copy.expires_at = timezone.now() + LIFETIME
        copy.save()
        progress.finish(copy.job, message=READY, result_url=reverse("accounts:privacy"))
        tell_everywhere(copy.user, "own_data_ready", context={}, url_name="accounts:privacy")


def _sheets(copy) -> list[Sheet]:
    found: list[Sheet] = []
    total = len(_contributions)
    for done, contribution in enumerate(_contributions, start=1):
        found += contribution(copy.user)
        progress.advance(copy.job, done, total=total)
    return found


def _named_pictures(user) -> list[tuple[str, StoredFile]]:
    return own_data_zip.named(pair for contribution in _pictures for pair in contribution(user))


def _papers(sheets) -> bytes:
    """A word of explanation, the workbook and the same as JSON."""
    told = {
        sheet.title: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows] for sheet in sheets
    }
    book = io.BytesIO()
    write_book(book, [(sheet.title, sheet.columns, sheet.rows) for sheet in sheets])
    text = json.dumps(told, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    return own_data_zip.pack(
        [("说明.txt", README), ("我的数据.json", text), ("我的数据.xlsx", book.getvalue())]
    )


def latest(user) -> OwnDataCopy | None:
    """The copy of this person that can still be had or is being made; without its content."""
    alive = OwnDataCopy.objects.filter(user=user, expires_at__gt=timezone.now())
    return alive.select_related("job").defer("content").first()


@transaction.atomic
def download(public_id, *, actor) -> Iterator[bytes]:
    """The zip file piece by piece, for its owner and while it lasts; every download goes on record.

    Raises:
        OwnDataCopy.DoesNotExist: not one of this person's.
        Refused: expired, or not made yet.
    """
    copy = OwnDataCopy.objects.get(public_id=public_id, user=actor.user)
    if copy.expires_at <= timezone.now() or not copy.size:
        raise Refused(GONE)
    audit.record("accounts.own_data_downloaded", subject=actor.user, actor=actor)
    return own_data_zip.stream(base64.b64decode(copy.content), _named_pictures(actor.user))


def clean() -> int:
    """Delete copies whose day is over; returns how many."""
    return OwnDataCopy.objects.filter(expires_at__lte=timezone.now()).delete()[0]

"""下载我的数据: everything the platform holds of a person as one file, made by the worker, for one day.

Apps above register `contribute(fn)`; `fn(user)` gives the sheets it adds.
"""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import OwnDataCopy, User
from accounts.services import own_data_sheets
from accounts.services.own_data_sheets import Sheet
from core import audit, outbox, progress
from core.errors import Refused
from core.models import ProgressState
from core.spreadsheets import write_book

MAKE = "accounts.own_data"
LIFETIME = timedelta(hours=24)
LABEL = "整理我的数据"
RUNNING = "上一份数据还在整理，请稍候再看。"
GONE = "这份数据已经过期删除，请重新申请下载。"
READY = "数据已经整理好，请在 24 小时内下载，过期会自动删除。"
README = (
    "这里是平台保存的您的个人数据。“我的数据.xlsx”供阅读，每类一张工作表；“我的数据.json”内容相同，供其他系统读取。\n"
    "图片材料没有放进来，请在“个人资料”和各份申报里查看、保存。\n"
)

Contribution = Callable[[User], Iterable[Sheet]]
_contributions: list[Contribution] = [own_data_sheets.of_accounts]


def contribute(fn: Contribution) -> Contribution:
    """Register what an app holds of a person."""
    if fn not in _contributions:
        _contributions.append(fn)
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
    packed = _packed(sheets)
    with transaction.atomic():
        if not OwnDataCopy.objects.select_for_update().filter(pk=copy.pk, size=0).exists():
            return
        copy.content, copy.size = base64.b64encode(packed).decode(), len(packed)
        copy.expires_at = timezone.now() + LIFETIME
        copy.save()
        progress.finish(copy.job, message=READY, result_url=reverse("accounts:privacy"))


def _sheets(copy) -> list[Sheet]:
    found: list[Sheet] = []
    total = len(_contributions)
    for done, contribution in enumerate(_contributions, start=1):
        found += contribution(copy.user)
        progress.advance(copy.job, done, total=total)
    return found


def _packed(sheets) -> bytes:
    """The zip file: a word of explanation, the workbook and the same as JSON."""
    told = {
        sheet.title: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows] for sheet in sheets
    }
    book = io.BytesIO()
    write_book(book, [(sheet.title, sheet.columns, sheet.rows) for sheet in sheets])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("说明.txt", README)
        packed.writestr(
            "我的数据.json", json.dumps(told, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        )
        packed.writestr("我的数据.xlsx", book.getvalue())
    return target.getvalue()


def latest(user) -> OwnDataCopy | None:
    """The copy of this person that can still be had or is being made; without its content."""
    alive = OwnDataCopy.objects.filter(user=user, expires_at__gt=timezone.now())
    return alive.select_related("job").defer("content").first()


@transaction.atomic
def download(public_id, *, actor) -> bytes:
    """The zip file, for its owner and while it lasts; every download goes on record.

    Raises:
        OwnDataCopy.DoesNotExist: not one of this person's.
        Refused: expired, or not made yet.
    """
    copy = OwnDataCopy.objects.get(public_id=public_id, user=actor.user)
    if copy.expires_at <= timezone.now() or not copy.size:
        raise Refused(GONE)
    audit.record("accounts.own_data_downloaded", subject=actor.user, actor=actor)
    return base64.b64decode(copy.content)


def clean() -> int:
    """Delete copies whose day is over; returns how many."""
    return OwnDataCopy.objects.filter(expires_at__lte=timezone.now()).delete()[0]

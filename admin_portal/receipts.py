"""Receipts of a 业务通知 as the sending office lists and exports them."""

from django.db import transaction
from django.utils import timezone

from accounts.services.jurisdiction import decide
from core import audit
from core.errors import Refused
from core.pii import mask_mobile
from core.spreadsheets import workbook_response

UNREAD, READ = "unread", "read"
TABS = {UNREAD: "未查看", READ: "已查看"}
COLUMNS = ("姓名", "单位", "手机号码", "查看时间", "最近提醒")


def receipts_shown(notice, tab: str):
    """The recipients who have read the notice, or those who have not, with their employers."""
    shown = notice.recipients.select_related("user__employer")
    return shown.filter(read_at=None) if tab == UNREAD else shown.exclude(read_at=None)


@transaction.atomic
def export_receipts(notice, *, actor):
    """All recipients as a download, numbers masked; Refused where the table of rights says no."""
    if not decide(actor, "export_masked", item_office=actor.office):
        raise Refused("您的账户不能导出查看回执，请联系管理员。")
    rows = notice.recipients.select_related("user__employer").order_by("pk")
    audit.record("admin_portal.receipts_exported", subject=notice, actor=actor, count=rows.count())
    name = f"通知查看回执-{timezone.localdate():%Y%m%d}.xlsx"
    return workbook_response(name, COLUMNS, map(_cells, rows.iterator(chunk_size=2000)))


def _cells(recipient) -> tuple:
    user = recipient.user
    return (
        user.name,
        user.employer.name if user.employer_id else "",
        mask_mobile(user.mobile) if user.mobile else "",
        f"{timezone.localtime(recipient.read_at):%Y-%m-%d %H:%M}" if recipient.read_at else "未查看",
        recipient.reminded_on or "",
    )

"""Receipts of a 业务通知 as the sending office lists and exports them."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from accounts.models import Membership
from accounts.services.jurisdiction import decide
from admin_portal.audience import AudienceGroup
from core import audit
from core.errors import Refused
from core.pii import mask_mobile
from core.spreadsheets import workbook_response

UNREAD, READ = "unread", "read"
TABS = {UNREAD: "未查看", READ: "已查看"}
COLUMNS = ("姓名", "单位", "手机号码", "查看时间", "最近提醒")


def receipts_shown(notice, tab: str):
    """The recipients who have read the notice, or those who have not, with their employers."""
    shown = _with_units(notice)
    return shown.filter(read_at=None) if tab == UNREAD else shown.exclude(read_at=None)


def _with_units(notice):
    """The recipients, each with `unit`: where staff works, or where a person belongs."""
    unit = F("user__employer__name")
    if notice.audience.get("group") == AudienceGroup.EMPLOYERS:
        own = Membership.objects.current().filter(user=OuterRef("user"), employer__isnull=False)
        unit = Subquery(own.order_by("pk").values("employer__name")[:1])
    return notice.recipients.select_related("user").annotate(unit=unit)


@transaction.atomic
def export_receipts(notice, *, actor):
    """All recipients as a download, numbers masked; Refused where the table of rights says no."""
    if not decide(actor, "export_masked", item_office=actor.office):
        raise Refused("您的账户不能导出查看回执，请联系管理员。")
    rows = _with_units(notice).order_by("pk")
    audit.record("admin_portal.receipts_exported", subject=notice, actor=actor, count=rows.count())
    name = f"通知查看回执-{timezone.localdate():%Y%m%d}.xlsx"
    return workbook_response(name, COLUMNS, map(_cells, rows.iterator(chunk_size=2000)))


def _cells(recipient) -> tuple:
    user = recipient.user
    return (
        user.name,
        recipient.unit or "",
        mask_mobile(user.mobile) if user.mobile else "",
        f"{timezone.localtime(recipient.read_at):%Y-%m-%d %H:%M}" if recipient.read_at else "未查看",
        recipient.reminded_on or "",
    )

"""导出当前筛选: a workbook in which document numbers are masked, and a line in the audit log."""

from itertools import chain

from django.db import transaction
from django.utils import timezone

from accounts.enums import UnitRight
from accounts.services import unit_rights
from accounts.services.jurisdiction import decide
from admin_portal.portals import house_of
from applications.enums import ApplicationState
from core import audit
from core.errors import Refused
from core.pii import mask_id_number
from core.spreadsheets import workbook_response

MOST = 10_000
CUT_OFF = "一次最多导出 {most:,} 行，其余没有导出，请缩小筛选范围后分几份导出。"
COLUMNS = (
    "申报号",
    "申请人",
    "证件号码",
    "类型",
    "拟申报资格名称",
    "拟评专业名称",
    "单位",
    "报送职改办",
    "报送时间",
    "状态",
    "经办人",
    "办结时间",
)


@transaction.atomic
def export_queue(queue, *, actor):
    """The cases of one queue as a download; Refused where the table of rights says no."""
    house = house_of(actor)
    if not decide(actor, "export_masked", item_office=house):
        raise Refused("您的账户不能导出申报清单，请联系管理员。")
    if actor.employer is not None:
        unit_rights.require(actor, UnitRight.EXPORT)
    rows, told = cut_off(queue.applications().with_names().order_by(*queue.table.order, "pk"))
    audit.record(
        "admin_portal.queue_exported",
        subject=house,
        actor=actor,
        count=len(rows),
        tab=queue.tab,
        filters=sorted(queue.filter.filled()),
    )
    lines = chain(map(_cells, rows), told)
    return workbook_response(f"申报清单-{timezone.localdate():%Y%m%d}.xlsx", COLUMNS, lines)


def cut_off(found) -> tuple[list, list[tuple]]:
    """The rows one workbook holds, and the line below them that says if there were more."""
    rows = list(found[: MOST + 1])
    return rows[:MOST], [(CUT_OFF.format(most=MOST),)] if len(rows) > MOST else []


def _cells(application) -> tuple:
    return (
        application.number,
        application.applicant_name,
        mask_id_number(application.applicant.id_number),
        application.get_kind_display(),
        application.title_path,
        application.specialty,
        application.employer.name,
        application.office.name,
        _moment(application.submitted_at),
        ApplicationState(application.state).staff_label,
        application.assignee.name if application.assignee else "",
        _moment(application.decided_at),
    )


def _moment(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""

"""花名册: the cases of one queue as a list to be printed, document numbers masked as in every export."""

from django.http import QueryDict
from django.utils import timezone

from accounts.enums import UnitRight
from accounts.services import unit_rights
from accounts.services.jurisdiction import decide
from admin_portal.portals import PORTALS, house_of
from admin_portal.queue import Queue
from applications.enums import ApplicationState
from applications.models import PrintedDocument
from applications.paper_enums import PaperKind
from applications.services.papers import orders
from applications.services.papers.declared import Paper, Said, declare
from core.paper.blocks import Block, Grid, Prose
from core.pii import mask_id_number

MOST = 2_000
COLUMNS = ("序号", "申报号", "姓名", "证件号码", "类型", "拟申报资格名称", "专业", "单位", "报送时间", "状态")
WIDTHS = (1, 2.6, 1.6, 3.2, 1.6, 3.6, 2.4, 3.6, 2, 2)
COUNTED = "共 {count} 件。"
CUT_OFF = "只列出前 {most} 件，请缩小筛选范围后分几份打印。"


def find(actor, house_id):
    """The house the person acts for, if it is this one and they may take lists away from it."""
    house = house_of(actor)
    if house is None or house.public_id != house_id or not decide(actor, "export_masked", item_office=house):
        return None
    if actor.employer is not None and not unit_rights.holds(actor, UnitRight.EXPORT):
        return None
    return house


def may_take_away(actor) -> bool:
    """Whether the person may take lists away from the house they act for, on paper or as a workbook."""
    house = house_of(actor)
    return house is not None and find(actor, house.public_id) is not None


def about(house, _actor) -> Said:
    """A roster is about no single case: it says whose it is."""
    return Said(body=house.name)


def blocks(_house, actor, *, query: str) -> list[Block]:
    """The cases the queue of this address shows, in its order."""
    portal = {one.capacity: one for one in PORTALS}[actor.capacity]
    queue = Queue(portal, actor, QueryDict(query))
    found = list(queue.applications().with_names().order_by(*queue.table.order, "pk")[: MOST + 1])
    rows = [[f"{place}", *cells(row)] for place, row in enumerate(found[:MOST], start=1)]
    told = [COUNTED.format(count=len(rows))]
    if len(found) > MOST:
        told.append(CUT_OFF.format(most=MOST))
    return [Grid(COLUMNS, rows, WIDTHS), Prose(["".join(told)], is_plain=True)]


def cells(application) -> list[str]:
    """What a line says of one case, the document number masked."""
    submitted = application.submitted_at
    return [
        application.number,
        application.applicant_name,
        mask_id_number(application.applicant.id_number),
        application.get_kind_display(),
        application.title_path,
        application.specialty,
        application.employer.name if application.employer else "",
        f"{timezone.localtime(submitted):%Y-%m-%d}" if submitted else "",
        ApplicationState(application.state).staff_label,
    ]


ROSTER = declare(Paper(PaperKind.ROSTER, find, about, blocks, is_landscape=True))


def order_roster(queue, *, actor) -> PrintedDocument:
    """Let the worker print the list of one queue; Refused for who may not take lists away."""
    if actor.employer is not None:
        unit_rights.require(actor, UnitRight.EXPORT)
    return orders.order(ROSTER, house_of(actor).public_id, actor=actor, asks={"query": queue.address})

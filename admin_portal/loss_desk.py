"""遗失公示 of the offices: the notices of their own and lower offices, and what was objected to them."""

from django.db.models import QuerySet

from accounts.services.jurisdiction import jurisdiction
from admin_portal.desk import Attempt, DeskMove, road_moves
from applications.models import Application, PublicNotice
from applications.notice_enums import RUNNING, NoticeState
from applications.services.transitions import workflow_of
from core.tables import Page, Tab, paginate

PER_PAGE = 50
MOVE_PAGE = "admin_portal:loss_notice_transition"
# The rest of the road is made at the desk of the application.
HERE = ("record_objection", "dismiss_objection", "uphold_objection")
OBJECTION, RUN, CLOSED = "objection", "running", "closed"
TABS = {OBJECTION: "异议待处理", RUN: "公示中", CLOSED: "已结束"}


def visible_to(actor) -> QuerySet:
    """The notices of the offices whose cases the person may see."""
    return PublicNotice.objects.filter(office__in=jurisdiction(actor, "see"))


def tab_of(params) -> str:
    """The view the address asks for."""
    asked = params.get("tab")
    return asked if asked in TABS else RUN


def tabs(actor, current: str) -> list[Tab]:
    """The views; objections wait for somebody and are counted."""
    waiting = _of_tab(actor, OBJECTION).count()
    return [
        Tab(label, f"?tab={key}", key == current, waiting if key == OBJECTION else None)
        for key, label in TABS.items()
    ]


def page(actor, tab: str, cursor: str | None) -> Page:
    """One page of a view, newest first."""
    rows = _of_tab(actor, tab).select_related("application", "office")
    return paginate(rows, order=("-starts_on",), cursor=cursor, per_page=PER_PAGE)


def moves_of(application, actor, attempt: Attempt | None = None) -> list[DeskMove]:
    """What the person may do about the notice of an application."""
    road = workflow_of(application)
    elsewhere = set(road.transitions) - set(HERE)
    return road_moves(road, application, actor, attempt=attempt, url_name=MOVE_PAGE, elsewhere=elsewhere)


def case_of(notice, actor) -> Application | None:
    """The application behind a notice, once it is handed in for the person to read."""
    return Application.objects.visible_to(actor).filter(pk=notice.application_id).first()


def _of_tab(actor, tab: str) -> QuerySet:
    notices = visible_to(actor)
    match tab:
        case "objection":
            return notices.filter(state=NoticeState.OBJECTION)
        case "running":
            return notices.filter(state=NoticeState.OPEN)
    return notices.exclude(state__in=RUNNING)

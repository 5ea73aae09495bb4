"""Plans, committees and lists of results as everybody reads them: which there are, and until when."""

from dataclasses import dataclass

from django.utils import timezone

from applications.forms.open_plans import CommitteeFilter, PlanFilter, ResultNoticeFilter
from applications.models import EvaluationCommittee, ResultNotice
from applications.notice_enums import NoticeState
from applications.services.plans_shown import CLOSED, OPEN, SOON, plans_shown
from core.tables import Page, Tab, paginate

PER_PAGE = 20
WHEN = {OPEN: "正在申报", SOON: "即将开始", CLOSED: "已截止"}
ORDER = {OPEN: ("closes",), SOON: ("opens",), CLOSED: ("-closes",)}
VALID, EVERY = "valid", "all"
FILED = {VALID: "备案有效", EVERY: "全部"}
SHOWN = {state.value: state.label for state in (NoticeState.OPEN, NoticeState.ENDED)}


@dataclass(frozen=True)
class Board:
    """One list as an address asks for it: the view that holds, all views, the filters, and one page."""

    current: str
    bare_url: str
    tabs: list[Tab]
    filter: CommitteeFilter
    page: Page


def plan_board(params) -> Board:
    """The plans an address asks for."""
    when = params.get("when") if params.get("when") in WHEN else OPEN
    form = PlanFilter(params)
    found = form.apply(plans_shown(when)) if form.is_valid() else plans_shown(when).none()
    page = paginate(found.with_names(), order=ORDER[when], cursor=params.get("cursor"), per_page=PER_PAGE)
    return Board(when, f"?when={when}", _tabs(params, "when", when, WHEN), form, page)


def committee_board(params) -> Board:
    """The committees an address asks for; those out of use are shown to nobody."""
    today, filed = timezone.localdate(), params.get("filed") if params.get("filed") in FILED else VALID
    committees = EvaluationCommittee.objects.filter(is_active=True, office__is_active=True)
    shown = committees.at_work(today) if filed == VALID else committees
    form = CommitteeFilter(params)
    found = form.apply(shown) if form.is_valid() else shown.none()
    page = paginate(
        found.select_related("office", "series"),
        order=("code",),
        cursor=params.get("cursor"),
        per_page=PER_PAGE,
    )
    return Board(filed, f"?filed={filed}", _tabs(params, "filed", filed, FILED), form, page)


def result_board(params) -> Board:
    """The lists of results on show, or of those that are not any more, newest first."""
    state = params.get("state") if params.get("state") in SHOWN else NoticeState.OPEN.value
    form = ResultNoticeFilter(params)
    notices = ResultNotice.objects.filter(state=state).select_related("office")
    found = form.apply(notices) if form.is_valid() else notices.none()
    page = paginate(found, order=("-starts_on",), cursor=params.get("cursor"), per_page=PER_PAGE)
    return Board(state, f"?state={state}", _tabs(params, "state", state, SHOWN), form, page)


def _tabs(params, name: str, current: str, labels: dict[str, str]) -> list[Tab]:
    """The views, each keeping the filters."""
    found = []
    for key, label in labels.items():
        rest = params.copy()
        rest.pop("cursor", None)
        rest[name] = key
        found.append(Tab(label, f"?{rest.urlencode()}", key == current, None))
    return found

"""评审组织: the plans with how far their people have come, and the people of one plan by stage."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application, EvaluationPlan, ResultNotice
from applications.policies import may_approve_for, may_organise_for, may_publish_for
from certificates.models import Decree
from certificates.services.decrees import with_files
from core.tables import Page, Tab, paginate

PER_PAGE, PLANS_PER_PAGE = 100, 20
LATEST = 5


@dataclass(frozen=True)
class Stage:
    """Where the people of a plan stand, what the view of them is called, and what it says when empty."""

    key: str
    label: str
    states: tuple[str, ...]
    empty: str

    @property
    def is_mixed(self) -> bool:
        """Whether people at this stage are in different states, so that each row says which."""
        return len(self.states) > 1


STAGES = (
    Stage("group", "待分组", (S.ADMITTED,), "初审通过、材料报送成功的人员会出现在这里。"),
    Stage("result", "待录结果", (S.GROUPED,), "分好组的人员会出现在这里，等待录入评审结果。"),
    Stage("passed", "待公示", (S.PASSED,), "评审通过的人员会出现在这里，等待结果公示。"),
    Stage("notice", "公示中", (S.PUBLIC_NOTICE, S.OBJECTION), "公示中和异议处理中的人员会出现在这里。"),
    Stage("decreed", "待批准", (S.DECREED,), "已经发文的人员会出现在这里，由另一位工作人员批准。"),
    Stage("closed", "已办结", (S.FAILED, S.APPROVED, S.ISSUED), "评审未通过和已经发证的人员会出现在这里。"),
)
BY_KEY = {stage.key: stage for stage in STAGES}


@dataclass(frozen=True)
class Row:
    """One plan with how many people stand at each stage."""

    plan: EvaluationPlan
    counts: tuple[tuple[Stage, int], ...]


def plans(actor, cursor: str | None) -> Page:
    """One page of the plans that were published, the newest year first."""
    out = EvaluationPlan.objects.visible_to(actor).filter(published_at__isnull=False)
    page = paginate(
        out.with_names(), order=("-year", "committee__name"), cursor=cursor, per_page=PLANS_PER_PAGE
    )
    counted = _counts([plan.pk for plan in page.rows])
    rows = [
        Row(plan, tuple((stage, counted.get((plan.pk, stage.key), 0)) for stage in STAGES))
        for plan in page.rows
    ]
    return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)


def _counts(plan_ids) -> dict:
    """(plan, stage) → people, in one statement."""
    found: dict = {}
    states = [state for stage in STAGES for state in stage.states]
    of_state = {state: stage.key for stage in STAGES for state in stage.states}
    cases = Application.objects.filter(plan__in=plan_ids, state__in=states)
    for plan_id, state, count in cases.values_list("plan", "state").annotate(Count("pk")).order_by():
        key = (plan_id, of_state[state])
        found[key] = found.get(key, 0) + count
    return found


class PlanDesk:
    """The people of one plan as one address asks for them; `params` is `request.GET`."""

    def __init__(self, plan, actor, params):
        self.plan, self.actor, self.params = plan, actor, params
        self.counts = _counts([plan.pk])
        first = next((stage for stage in STAGES if self.count(stage)), STAGES[0])
        self.stage = BY_KEY.get(params.get("stage", ""), first)

    def count(self, stage: Stage) -> int:
        """People at one stage."""
        return self.counts.get((self.plan.pk, stage.key), 0)

    @property
    def tabs(self) -> list[Tab]:
        """The stages in the order of the road, each with its number."""
        return [
            Tab(stage.label, f"?stage={stage.key}", stage == self.stage, self.count(stage))
            for stage in STAGES
        ]

    def page(self) -> Page:
        """One page of the people of the stage, those handed in first in front."""
        return paginate(
            cases_of(self.plan, self.stage.states),
            order=("submitted_at",),
            cursor=self.params.get("cursor"),
            per_page=PER_PAGE,
        )

    @property
    def groups(self):
        """The groups of the plan with how many lie in each."""
        return self.plan.groups.annotate(people=Count("places"))

    @property
    def notices(self):
        """The latest lists of the plan."""
        return ResultNotice.objects.filter(plan=self.plan)[:LATEST]

    @property
    def decrees(self):
        """The latest decrees about people of the plan, each with its file."""
        named = Decree.objects.filter(results__application__plan=self.plan).distinct()
        return with_files(named[:LATEST])

    @property
    def rechecks(self):
        """Whose 复查 waits for an answer, the oldest first."""
        waiting = Application.objects.filter(plan=self.plan, recheck__changed=None, recheck__isnull=False)
        return waiting.order_by("recheck__pk")[:PLANS_PER_PAGE]

    @property
    def batches(self):
        """The latest workbooks of results."""
        return self.plan.result_batches.select_related("created_by")[:LATEST]

    @property
    def may_organise(self) -> bool:
        """Whether the person groups, enters results and decrees here."""
        return may_organise_for(self.actor, self.plan.office)

    @property
    def may_publish(self) -> bool:
        """Whether the person publishes the lists here."""
        return may_publish_for(self.actor, self.plan.office)

    @property
    def may_approve(self) -> bool:
        """Whether the person approves results here, those decreed by others."""
        return may_approve_for(self.actor, self.plan.office)

    @property
    def ticks_all(self) -> bool:
        """Whether the page comes with everybody ticked."""
        return "all" in self.params

    @property
    def can_select(self) -> bool:
        """Whether there is anything to do with several people at once."""
        if self.stage.key in ("group", "result"):
            return self.may_organise
        return self.stage.key == "decreed" and self.may_approve


def cases_of(plan, states):
    """The applications of a plan in these states, with what a row names."""
    names = ("employer", "series", "place__group", "result", "result_entry__notice")
    return Application.objects.filter(plan=plan, state__in=states).select_related(*names)


def chosen(plan, asked):
    """Those of the asked applications that came as far as this desk, at most a page of them.

    At whatever stage: who has moved on since the page was opened is told of, not passed over.
    """
    wanted = [public_id for public_id in map(_uuid, asked[:PER_PAGE]) if public_id]
    states = [state for stage in STAGES for state in stage.states]
    return list(cases_of(plan, states).filter(public_id__in=wanted).order_by("pk"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def ready_for_decree(plan):
    """Those whose list was on show in full, without an objection under way: a page, and how many more."""
    over = cases_of(plan, (S.PUBLIC_NOTICE,)).filter(
        result_entry__notice__is_estimate=False, result_entry__notice__ends_on__lt=timezone.localdate()
    )
    return list(over.order_by("pk")[:PER_PAGE]), max(0, over.count() - PER_PAGE)

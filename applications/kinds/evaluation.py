"""职称评审: a title that a committee evaluates, within the yearly plan of that committee."""

from applications.enums import ApplicationState, KindCode
from applications.forms.targets import PlanForm
from applications.models import ApplicationProgress
from applications.registry import ApplicationKind, CollectButton, register
from applications.sections.evaluation.facts import facts_of
from applications.sections.evaluation.order import SECTIONS
from applications.services import fees, return_deadlines
from applications.services.results import granted_by_committee
from applications.services.targets import evaluated, one_series_a_year, plan_open, required_by_plan
from applications.workflows.authority import through_authority
from applications.workflows.fees import fee_stretch
from applications.workflows.intake import PLANNED_INTAKE
from applications.workflows.results import RESULTS
from applications.workflows.review import PLANNED_REVIEW
from applications.workflows.showing import shown_first
from catalogue.enums import LevelGroup
from certificates.enums import AcquisitionMethod
from core.workflow import Workflow

FEE = fee_stretch(ApplicationState.ADMITTED, "材料报送成功")

EVALUATION = register(
    ApplicationKind(
        code=KindCode.EVALUATION,
        label=KindCode.EVALUATION.label,
        prefix="PS",
        form_version=1,
        sections=SECTIONS,
        workflow=Workflow(
            "evaluation",
            initial=ApplicationState.DRAFT,
            transitions=through_authority(shown_first(PLANNED_INTAKE) + PLANNED_REVIEW) + FEE + RESULTS,
            progress_model=ApplicationProgress,
            audit_event="applications.moved",
        ),
        level_groups=tuple(LevelGroup),
        wrong_level="请选择要评审的级别。",
        target_form=PlanForm,
        levels_open=evaluated,
        entry_rules=(one_series_a_year,),
        target_rules=(plan_open,),
        required_keys=required_by_plan,
        fee=fees.of_plan,
        facts=facts_of,
        acquisition_method=AcquisitionMethod.EVALUATION,
        granted=granted_by_committee,
        collect_button=CollectButton("领取证书", "领取证书", always=True),
        closing=("材料报送成功", "评审", "公示发文", "发证"),
        decided_by="评审",
        purpose="由评审委员会按评审条件评审，取得初级、中级或高级职称；每年按评审计划开放申报。",
        materials="要准备的材料：身份证、学历学位证书、现任资格证书、业绩成果和论文著作的扫描件。",
        catch_up=return_deadlines.catch_up,
    )
)

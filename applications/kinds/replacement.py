"""遗失补办: a lost paper certificate is announced, then replaced and voided."""

from applications import labels
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.forms.moves import OpinionForm
from applications.forms.targets import OfficeForm
from applications.models import ApplicationProgress
from applications.registry import ApplicationKind, Station, register
from applications.sections.loss import LOSS, LOSS_ATTACHMENTS
from applications.services import effects, guards, loss, return_deadlines, stamps
from applications.services.messages import tell_applicant
from applications.services.originals import reissue_of
from applications.services.targets import granted
from applications.workflows.approval import approval
from applications.workflows.loss import LOSS_INTAKE, LOSS_NOTICE, LOSS_REVIEW
from applications.workflows.variants import varied
from catalogue.enums import LevelGroup
from certificates.enums import AcquisitionMethod
from core.workflow import Workflow, second_person_after

SETTLED = {LOSS.key: labels.LOSS_SETTLED}
TOO_EARLY = {LOSS_ATTACHMENTS.key: labels.LOSS_TOO_EARLY}
APPROVAL = varied(
    approval("approve_replacement"),
    approve={
        "form": OpinionForm,
        "guards": (second_person_after("pass_preliminary"), guards.target_open, loss.original_on_notice),
        "stamps": (stamps.replaced, stamps.hand_over),
        "effects": (tell_applicant("approved"), loss.void_original, effects.issue_certificate),
    },
)

REPLACEMENT = register(
    ApplicationKind(
        code=KindCode.REPLACEMENT,
        label=KindCode.REPLACEMENT.label,
        prefix="BB",
        form_version=1,
        sections=(LOSS, LOSS_ATTACHMENTS),
        workflow=Workflow(
            "replacement",
            initial=S.DRAFT,
            transitions=LOSS_NOTICE + LOSS_INTAKE + LOSS_REVIEW + APPROVAL,
            progress_model=ApplicationProgress,
            audit_event="applications.moved",
        ),
        level_groups=tuple(LevelGroup),
        wrong_level="请选择原证书的级别。",
        target_form=OfficeForm,
        levels_open=granted,
        acquisition_method=AcquisitionMethod.REPLACEMENT,
        granted=reissue_of,
        intro=labels.LOSS_INTRO,
        purpose="纸质职称证书丢了，先公示作废 5 个工作日，再补办一份新的。",
        materials="要准备的材料：身份证、遗失情况说明、近期免冠2寸照片。",
        locks={
            S.DRAFT: TOO_EARLY,
            S.LOSS_NOTICE: SETTLED | TOO_EARLY,
            S.LOSS_OBJECTION: SETTLED | TOO_EARLY,
            S.AWAITING_MATERIALS: SETTLED,
        },
        confirms={LOSS.key: "declare_loss"},
        front=(
            Station("遗失公示", (S.LOSS_NOTICE, S.LOSS_OBJECTION)),
            Station("上传资料", (S.AWAITING_MATERIALS,)),
        ),
        catch_up=lambda application: return_deadlines.catch_up(loss.catch_up(application)),
    )
)

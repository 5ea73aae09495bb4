"""重新确认: a title granted elsewhere or in former times is confirmed here."""

from applications.enums import ApplicationState, KindCode
from applications.forms.targets import OfficeForm
from applications.models import ApplicationProgress
from applications.registry import ApplicationKind, register
from applications.sections.reconfirmation import (
    RECONFIRMATION_ATTACHMENTS,
    RECONFIRMATION_INFO,
    RECONFIRMATION_PROFILE,
    RECONFIRMATION_SUMMARY,
)
from applications.services import guards, return_deadlines, stamps
from applications.services.messages import tell_coapprover
from applications.services.originals import source_of
from applications.services.targets import confirmed
from applications.workflows.approval import CO_APPROVAL, approval
from applications.workflows.intake import INTAKE
from applications.workflows.review import OFFICE_REVIEW
from applications.workflows.variants import varied
from catalogue.enums import LevelGroup
from certificates.enums import AcquisitionMethod
from core.workflow import Workflow, second_person_after

FOUR_EYES = (second_person_after("pass_preliminary"), second_person_after("coapprove"))

PASSED = next(move for move in OFFICE_REVIEW if move.name == "pass_preliminary")
REVIEW = varied(
    OFFICE_REVIEW,
    pass_preliminary={
        "guards": (*PASSED.guards, guards.original_stands),
        "stamps": (*PASSED.stamps, stamps.agreed_below),
        "effects": (*PASSED.effects, tell_coapprover),
    },
)

RECONFIRMATION = register(
    ApplicationKind(
        code=KindCode.RECONFIRMATION,
        label=KindCode.RECONFIRMATION.label,
        prefix="QR",
        form_version=1,
        sections=(
            RECONFIRMATION_INFO,
            RECONFIRMATION_PROFILE,
            RECONFIRMATION_SUMMARY,
            RECONFIRMATION_ATTACHMENTS,
        ),
        workflow=Workflow(
            "reconfirmation",
            initial=ApplicationState.DRAFT,
            transitions=INTAKE
            + REVIEW
            + CO_APPROVAL
            + varied(
                approval("approve_reconfirmation"),
                approve={
                    "guards": (
                        *FOUR_EYES,
                        guards.target_open,
                        guards.title_not_taken,
                        guards.coapproved,
                        guards.original_stands,
                    )
                },
            ),
            progress_model=ApplicationProgress,
            audit_event="applications.moved",
        ),
        level_groups=tuple(LevelGroup),
        wrong_level="请选择原证书的级别。",
        target_form=OfficeForm,
        levels_open=confirmed,
        acquisition_method=AcquisitionMethod.RECONFIRMATION,
        granted=source_of,
        purpose="在外地、部队或其他单位已经取得的职称，到现在的单位、职改办重新确认。",
        materials="要准备的材料：原资格证书、身份证、毕业证书、近期免冠2寸照片。",
        catch_up=return_deadlines.catch_up,
    )
)

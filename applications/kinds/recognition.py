"""职称认定(转正定职): the first title after the probation period, granted without a committee."""

from applications.enums import ApplicationState, KindCode
from applications.models import ApplicationProgress
from applications.registry import ApplicationKind, register
from applications.sections.application_info import APPLICATION_INFO
from applications.sections.attachments import ATTACHMENTS
from applications.sections.basic_profile import BASIC_PROFILE
from applications.sections.work_summary import WORK_SUMMARY
from applications.workflows import INTAKE, OFFICE_DECISION
from catalogue.enums import LevelGroup
from core.workflow import Workflow

RECOGNITION = register(
    ApplicationKind(
        code=KindCode.RECOGNITION,
        label=KindCode.RECOGNITION.label,
        prefix="RD",
        form_version=1,
        sections=(APPLICATION_INFO, BASIC_PROFILE, WORK_SUMMARY, ATTACHMENTS),
        workflow=Workflow(
            "recognition",
            initial=ApplicationState.DRAFT,
            transitions=INTAKE + OFFICE_DECISION,
            progress_model=ApplicationProgress,
            audit_event="applications.moved",
        ),
        level_groups=(LevelGroup.JUNIOR, LevelGroup.INTERMEDIATE),
        wrong_level="职称认定只办理初级和中级。副高级、正高级请走职称评审。",
    )
)

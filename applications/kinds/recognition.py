"""职称认定(转正定职): the first title after the probation period, granted without a committee."""

from applications.enums import ApplicationState, KindCode
from applications.forms.targets import OfficeForm
from applications.models import ApplicationProgress
from applications.registry import ApplicationKind, register
from applications.sections.application_info import APPLICATION_INFO
from applications.sections.attachments import ATTACHMENTS
from applications.sections.basic_profile import BASIC_PROFILE
from applications.sections.work_summary import WORK_SUMMARY
from applications.services import eligibility_review, return_deadlines
from applications.services.targets import recognized
from applications.workflows.approval import approval
from applications.workflows.intake import INTAKE
from applications.workflows.review import OFFICE_REVIEW
from catalogue.enums import LevelGroup
from certificates.enums import AcquisitionMethod
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
            transitions=INTAKE + OFFICE_REVIEW + approval("approve_recognition"),
            progress_model=ApplicationProgress,
            audit_event="applications.moved",
        ),
        level_groups=(LevelGroup.JUNIOR, LevelGroup.INTERMEDIATE),
        wrong_level="职称认定只办理初级和中级。副高级、正高级请走职称评审。",
        target_form=OfficeForm,
        levels_open=recognized,
        acquisition_method=AcquisitionMethod.INITIAL_RECOGNITION,
        purpose="毕业参加工作满规定年限，不开评审会，第一次取得初级或中级职称（转正定职）。",
        materials="要准备的材料：身份证、毕业证书、劳动合同或聘用证明、近期免冠2寸照片。",
        judged_by=eligibility_review.of,
        catch_up=return_deadlines.catch_up,
    )
)

"""What applications hold of a person: what stands against closing the account, what is kept, what goes."""

from accounts.services import deregistration, own_data
from accounts.services.correction_effects import on_corrected
from accounts.services.own_data_sheets import Sheet, moment
from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, SectionAnswer
from applications.services.answers import answers_of, saved
from applications.services.files import files_of
from core import audit, uploads
from core.errors import Refused
from messaging import erasure

UNFINISHED = (*S.editable, S.DELETED)
ON_ITS_WAY = "您的{kind}申报（{number}）正在办理，现在的状态是“{state}”。请等办结，或先撤回，再注销账户。"


@deregistration.blocks
def in_hands_of_others(user) -> list[str]:
    """Applications that lie with employer or office, or are approved and not issued yet."""
    going = Application.objects.filter(applicant=user, state__in=(*S.with_staff, S.APPROVED)).order_by("pk")
    return [
        ON_ITS_WAY.format(kind=row.get_kind_display(), number=row.number, state=row.get_state_display())
        for row in going
    ]


@deregistration.keeps
def decided(user) -> list[str]:
    """Applications that were decided: personnel records."""
    count = Application.objects.filter(applicant=user, state__in=(*S.refused, S.ISSUED)).count()
    return [f"已经办结的申报 {count} 件：报送时的内容、材料和办理意见，按人事档案管理"] if count else []


@deregistration.on_erase
def erase(user) -> None:
    """Delete what was never decided with answers and pictures; of the rest, what was typed and not handed in.

    Raises Refused when one was handed in a moment ago.
    """
    mine = list(Application.objects.select_for_update().filter(applicant=user))
    if going := in_hands_of_others(user):
        raise Refused("".join(going))
    for application in mine:
        if application.state not in UNFINISHED:
            continue
        for file in files_of(application):
            uploads.delete(file, None)
        audit.record("applications.purged", subject=application, actor=None)
        erasure.erase_about(application.public_id)
        application.delete()
    SectionAnswer.objects.filter(application__applicant=user).update(draft=None, drafted_at=None)


@on_corrected
def rename_unsent(user) -> None:
    """What is not handed in goes out under the mended name; what was handed in keeps the old one."""
    unsent = Application.objects.filter(applicant=user, state__in=S.editable)
    unsent.update(applicant_name=user.name, applicant_pinyin=user.name_pinyin)


@own_data.contribute
def sheets(user) -> list[Sheet]:
    """The applications of a person and what was saved in them."""
    applications = list(
        Application.objects.filter(applicant=user).with_names().order_by("pk").prefetch_related("answers")
    )
    listed = [
        (
            row.number,
            row.get_kind_display(),
            row.title_path,
            row.employer.name if row.employer_id else "",
            row.office.name,
            row.get_state_display(),
            moment(row.submitted_at),
        )
        for row in applications
    ]
    columns = ("申报号", "类型", "拟申报资格名称", "单位", "报送职改办", "状态", "报送时间")
    return [
        Sheet("申报", columns, listed),
        Sheet("申报内容", ("申报号", "部分", "项目", "内容"), _answers(applications)),
    ]


def _answers(applications):
    return [
        (application.number, section.title, label, text)
        for application in applications
        for section in registry.kind(application.kind).sections
        for name, label, text in _readable(application, section)
    ]


def _readable(application, section):
    stored = answers_of(application).get(section.key)
    return section.form(subject=application).readable(saved(section, stored))

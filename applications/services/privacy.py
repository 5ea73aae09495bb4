"""What applications hold of a person: what stands against closing the account, what is kept, what goes."""

from collections.abc import Iterator

from accounts.services import deregistration, own_data
from accounts.services.correction_effects import on_corrected
from accounts.services.own_data_sheets import Sheet, moment
from applications import registry
from applications.enums import ApplicationState as S
from applications.models import (
    Application,
    EvaluationResult,
    PrintedDocument,
    RowDraft,
    SectionAnswer,
    SectionRow,
)
from applications.services.answers import answers_of, saved
from applications.services.files import files_of
from applications.services.names import names_of
from applications.services.papers.results import FAILED, PASSED
from applications.services.road import history
from applications.services.rows import rows_of
from core import audit, uploads
from core.errors import Refused
from core.models import StoredFile
from messaging import erasure

UNFINISHED = (S.DRAFT, S.RETURNED, S.DELETED)
ON_ITS_WAY = "您的{kind}申报（{number}）正在办理，现在的状态是“{state}”。请等办结，或先撤回，再注销账户。"


@deregistration.blocks
def in_hands_of_others(user) -> list[str]:
    """Applications that lie with employer or office, or are approved and not issued yet."""
    going = Application.objects.filter(
        applicant=user,
        state__in=(*S.with_staff, S.AWAITING_PAYMENT, *S.with_committee, *S.on_notice, S.APPROVED),
    ).order_by("pk")
    return [
        ON_ITS_WAY.format(kind=row.get_kind_display(), number=row.number, state=row.get_state_display())
        for row in going
    ]


@deregistration.keeps
def decided(user) -> list[str]:
    """Applications that were decided: personnel records."""
    ended = (*S.refused, S.PAYMENT_EXPIRED, S.FAILED, S.ISSUED, S.GIVEN_UP, S.LAPSED)
    count = Application.objects.filter(applicant=user, state__in=ended).count()
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
    for typed in (SectionAnswer, SectionRow):
        typed.objects.filter(application__applicant=user).update(draft=None, drafted_at=None)
    RowDraft.objects.filter(application__applicant=user).delete()


@on_corrected
def rename_unsent(user) -> None:
    """What is not handed in goes out under the mended name; what was handed in keeps the old one."""
    unsent = Application.objects.filter(applicant=user, state__in=S.editable)
    unsent.update(**names_of(user))


@own_data.contribute
def sheets(user) -> list[Sheet]:
    """The applications of a person and what was saved in them."""
    applications = list(
        Application.objects.filter(applicant=user)
        .with_names()
        .order_by("pk")
        .prefetch_related("answers", "rows")
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
        Sheet(
            "申报进度", ("申报号", "时间", "业务步骤", "处理结果及意见", "审核单位"), _history(applications)
        ),
    ]


@own_data.contribute
def papers_and_results(user) -> list[Sheet]:
    """What committees decided of a person, and the papers the person had made."""
    results = EvaluationResult.objects.filter(application__applicant=user).order_by("pk")
    judged = [
        (
            one.application.number,
            f"{one.evaluated_on}",
            one.votes,
            PASSED if one.passed else FAILED,
            one.decree.number if one.decree else "",
        )
        for one in results.select_related("application", "decree")
    ]
    papers = PrintedDocument.objects.filter(asked_by=user, membership=None).order_by("pk")
    made = [
        (one.get_kind_display(), one.number, one.shown_code, moment(one.created_at), f"{one.pages}")
        for one in papers
    ]
    return [
        Sheet("评审结果", ("申报号", "评审日期", "表决", "结果", "批文"), judged),
        Sheet("生成的报表", ("报表", "申报号", "校验码", "生成时间", "页数"), made),
    ]


@own_data.contribute_pictures
def pictures(user) -> Iterator[tuple[str, StoredFile]]:
    """The pictures of a person's applications."""
    for application in Application.objects.filter(applicant=user).order_by("pk"):
        for file in files_of(application):
            yield f"申报 {application.number}", file


def _history(applications):
    return [
        (application.number, moment(row.at), row.step, row.opinion, row.body)
        for application in applications
        for row in reversed(history(application))
    ]


def _answers(applications):
    return [
        (application.number, section.title, label, text)
        for application in applications
        for section, _, label, text in _readable(application)
    ]


def _readable(application):
    """Every question with its answer in words, row by row where a section has many."""
    answers, rows = answers_of(application), rows_of(application)
    for section in registry.kind(application.kind).sections:
        form = section.form(subject=application).settled()
        for stored in rows[section.key] if section.many else [answers.get(section.key)]:
            for name, label, text in form.readable(saved(section, stored)):
                yield section, name, label, text

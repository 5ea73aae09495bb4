"""What a committee decided, on paper: the result on 职称评审表, and 公示文 of a list of results."""

from uuid import UUID

from accounts.actors import Capacity
from accounts.services.jurisdiction import jurisdiction
from applications.models import EvaluationResult, ResultNotice
from applications.paper_enums import PaperKind
from applications.services.papers.declared import Paper, Said, declare
from core.paper.blocks import Block, Facts, Grid, Heading, Prose, Signed

PASSED, FAILED, TAKEN_BACK = "评审通过", "评审未通过", "评审通过，公示期间的异议影响结果，取消通过"
OPENING = (
    "经{committee}评审，下列 {count} 人评审通过，现予公示。"
    "公示期：{period}，共 {days} 个工作日，开始当天不算。"
)
OBJECTIONS = (
    "公示期内，任何单位和个人对公示人员的评审结果有异议的，请用真实姓名以书面、电话或来访的方式向{office}反映，"
    "并提供必要的线索和依据。"
)
COLUMNS, WIDTHS = ("序号", "姓名", "单位", "资格名称", "专业"), (1, 2, 5, 5, 3)


def result_blocks(application) -> list[Block]:
    """The ballot in numbers, the result and the decree; before the ballot to be written by hand."""
    result = EvaluationResult.objects.filter(application=application).select_related("decree").first()
    decree = result.decree if result else None
    granted = application.granted_on
    facts = [
        ("评审委员会", application.plan.committee.name),
        ("评审日期", f"{result.evaluated_on:%Y-%m-%d}" if result else ""),
        ("表决（人）", result.votes if result else ""),
        ("评审结果", _outcome(application, result) if result else ""),
        ("批文", f"{decree.number}（{decree.dated_on:%Y-%m-%d}）" if decree else ""),
        ("取得资格时间", f"{granted:%Y-%m-%d}" if granted else ""),
    ]
    return [Heading("评审结果"), Facts(facts)]


def _outcome(application, result) -> str:
    if not result.passed:
        return FAILED
    upheld = getattr(application, "result_entry", None)
    return TAKEN_BACK if upheld and upheld.is_dropped else PASSED


def _find(actor, public_id: UUID) -> ResultNotice | None:
    """A list of the own office or of one below."""
    if actor.capacity != Capacity.TITLE_OFFICE:
        return None
    seen = ResultNotice.objects.filter(office__in=jurisdiction(actor, "see"), public_id=public_id)
    return seen.select_related("office", "plan__committee").first()


def _about(notice, _actor) -> Said:
    return Said(body=notice.office.name, state=notice.state, state_label=str(notice.get_state_display()))


def _blocks(notice, _actor) -> list[Block]:
    entries = notice.entries.filter(is_dropped=False)
    rows = [
        [f"{place}", one.masked_name, one.employer_name, one.title_path, one.specialty]
        for place, one in enumerate(entries, start=1)
    ]
    office = notice.office
    told = {"committee": notice.plan.committee.name, "period": notice.period, "days": notice.working_days}
    contact = "　".join(filter(None, (f"联系电话：{office.phone}" if office.phone else "", office.address)))
    return [
        Prose([OPENING.format(count=len(rows), **told)]),
        Grid(COLUMNS, rows, WIDTHS),
        Prose([OBJECTIONS.format(office=office.name), contact]),
        Signed([office.name, f"{notice.starts_on:%Y 年 %m 月 %d 日}"]),
    ]


RESULT_NOTICE = declare(Paper(PaperKind.RESULT_NOTICE, _find, _about, _blocks))

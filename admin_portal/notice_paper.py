"""公示文 of a 单位公示 as PDF: the people shown, the days, and where to object."""

from admin_portal.portals import house_of
from applications.models import EmployerNotice
from applications.paper_enums import PaperKind
from applications.services.papers.declared import Paper, Said, declare
from core.paper.blocks import Block, Grid, Prose, Signed

COLUMNS, WIDTHS = ("序号", "姓名", "拟申报资格名称", "拟评专业"), (1, 2, 4, 3)
OPENING = (
    "根据职称评审有关规定，现将{employer}拟推荐申报职称的人员予以公示，申报材料同时在本单位公开，接受监督。"
)
PERIOD = "公示期：{period}，共 {days} 个工作日，开始当天不算。公示地点：{place}。"
OBJECTIONS = (
    "公示期内，对公示人员和申报材料有异议的，请用真实姓名以书面、电话或来访的方式反映，并提供必要的线索和依据。"
    "受理部门和电话：{contact}。"
)


def words_of(notice: EmployerNotice) -> list[str]:
    """The sentences of a notice, as on the page and on paper."""
    return [
        OPENING.format(employer=notice.employer.name),
        PERIOD.format(period=notice.period, days=notice.working_days, place=notice.place),
        OBJECTIONS.format(contact=notice.contact),
    ]


def _find(actor, public_id) -> EmployerNotice | None:
    employer = actor.employer and house_of(actor)
    notices = EmployerNotice.objects.select_related("employer", "plan")
    return notices.filter(employer=employer, public_id=public_id).first() if employer else None


def _about(notice, _actor) -> Said:
    label = str(notice.get_state_display())
    return Said(body=notice.employer.name, state=notice.state, state_label=label)


def _blocks(notice, _actor) -> list[Block]:
    people = notice.entries.filter(taken_off_at=None)
    rows = [
        [f"{place}", one.holder_name, one.title_path, one.specialty] for place, one in enumerate(people, 1)
    ]
    opening, *closing = words_of(notice)
    return [
        Prose([notice.title]),
        Prose([opening]),
        Grid(COLUMNS, rows, WIDTHS),
        Prose(closing),
        Signed([notice.employer.name, f"{notice.starts_on:%Y 年 %m 月 %d 日}"]),
    ]


PAPER = declare(Paper(PaperKind.EMPLOYER_NOTICE, _find, _about, _blocks))

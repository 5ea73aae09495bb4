"""公示文: a public notice as it is hung up, with nothing on it but what the notice itself says."""

from dataclasses import replace

from applications.paper_enums import PaperKind
from applications.services.notices import facts_of
from applications.services.papers.declared import Paper, Said, declare
from applications.services.papers.forms import about, find_application
from core.paper.blocks import Block, Facts, Prose, Signed

OPENING = "根据自治区职称证书遗失补办的有关规定，现将下列职称证书的遗失声明予以公示。"
PERIOD = "公示期：{period}，共 {days} 个工作日，开始当天不算。"
OBJECTIONS = (
    "公示期内，任何单位和个人对上述内容有异议的，请用真实姓名以书面、电话或来访的方式向{office}反映，"
    "并提供必要的线索和依据。"
)


def _has_notice(application) -> bool:
    return getattr(application, "notice", None) is not None


def _about(application, actor) -> Said:
    notice = application.notice
    label = str(notice.get_state_display())
    return replace(
        about(application, actor), state=notice.state, state_label=label, number="", is_draft=False
    )


def _blocks(application, _actor) -> list[Block]:
    notice = application.notice
    office = notice.office
    contact = "　".join(filter(None, (f"联系电话：{office.phone}" if office.phone else "", office.address)))
    return [
        Prose([OPENING]),
        Facts(facts_of(notice)),
        Prose([PERIOD.format(period=notice.period, days=notice.working_days), notice.meaning]),
        Prose([OBJECTIONS.format(office=office.name), contact]),
        Signed([office.name, f"{notice.starts_on:%Y 年 %m 月 %d 日}"]),
    ]


declare(Paper(PaperKind.LOSS_NOTICE, find_application, _about, _blocks, fits=_has_notice))

"""The forms of the four kinds, 综合推荐表 and 申报材料清单, each declared once."""

from uuid import UUID

from applications.enums import ApplicationState, KindCode
from applications.models import Application
from applications.paper_enums import PaperKind
from applications.policies import is_applicant
from applications.services.papers.content import portrait_in, scan_pages, section_blocks, table_of
from applications.services.papers.declared import Paper, Said, declare
from applications.services.papers.opinions import (
    APPROVAL_BOX,
    AUTHORITY_BOX,
    DECREED_BOX,
    EMPLOYER_BOX,
    OFFICE_BOX,
    opinion_blocks,
)
from applications.services.papers.results import result_blocks
from applications.services.reading import ReadSection, read_for_paper
from core.paper.blocks import Block, Facts, Grid, Heading, Prose

PLEDGE = "本人承诺以上内容和所附材料真实有效。　　本人签名：　　　　　　　　　年　　月　　日"
# What 综合推荐表 takes over of each list, as columns; of publications only those the applicant marked.
RECOMMENDED = (
    ("education", ("graduated_on", "school", "major", "education", "degree"), ""),
    ("credentials", ("title", "specialty", "granted_on", "granting_body"), ""),
    ("work_history", ("started_on", "ended_on", "employer", "post"), ""),
    ("achievements", ("name", "level", "part", "effect", "place"), ""),
    ("awards", ("awarded_on", "name", "level", "body", "place"), ""),
    ("patents", ("granted_on", "name", "kind"), ""),
    ("publications", ("published_on", "title", "role", "journal"), "is_recommended"),
)


def find_application(actor, public_id: UUID) -> Application | None:
    """The application with its names, if this person may see it; none out of the bin."""
    visible = Application.objects.visible_to(actor).with_names()
    return visible.exclude(state=ApplicationState.DELETED).filter(public_id=public_id).first()


def is_draft(application, actor) -> bool:
    """Whether what is printed was not handed in; the desks only ever read what was."""
    own = is_applicant(actor, application)
    return own and (application.is_editable or application.submitted_at is None)


def about(application, actor) -> Said:
    """What a form says of itself."""
    return Said(
        number=application.number,
        name=application.applicant_name,
        body=application.office.name,
        state=application.state,
        state_label=ApplicationState(application.state).label,
        is_draft=is_draft(application, actor),
    )


def read(application, actor) -> list[ReadSection]:
    """The sections as this person's papers say them."""
    own = is_applicant(actor, application)
    return read_for_paper(application, is_own=own, is_draft=is_draft(application, actor))


def _target(application) -> list[Block]:
    facts = [
        ("申报号", application.number),
        ("申报类型", application.get_kind_display()),
        ("申报年度", f"{application.application_year}"),
        ("拟申报资格名称", application.title_path),
        ("报送职改办", application.office.name),
        ("单位", application.employer.name if application.employer_id else ""),
    ]
    return [Facts(facts)]


def _whole(*boxes, decided=lambda _: [], with_scans: bool = False):
    """Blocks of a form that holds everything that was answered, with these boxes of opinions.

    `decided(application)` are the blocks of what came of it.
    """

    def blocks(application, actor) -> list[Block]:
        sections = read(application, actor)
        found = _target(application)
        for one in sections:
            found += section_blocks(one, portrait_in(sections) if one.section.shows_identity else None)
        found += [Prose([PLEDGE], is_plain=True), *opinion_blocks(application, boxes), *decided(application)]
        return found + (scan_pages(sections, application, actor) if with_scans else [])

    return blocks


def _recommendation(application, actor) -> list[Block]:
    sections = {one.section.key: one for one in read(application, actor)}
    first = sections["basic_information"]
    found = [*_target(application), *section_blocks(first, portrait_in([first]))]
    for key, names, only in RECOMMENDED:
        found += table_of(sections[key], names, only=only)
    return [*found, *opinion_blocks(application, (EMPLOYER_BOX, AUTHORITY_BOX, OFFICE_BOX))]


def _materials(application, actor) -> list[Block]:
    rows, total = [], 0
    for one in read(application, actor):
        for title, pictures in (("", one.pictures), *((row.title, row.pictures) for row in one.rows)):
            for spec, files in pictures:
                total += len(files)
                rows.append([one.section.title, title, spec.label, f"{len(files)}" if files else "未上传"])
    numbered = [[f"{place}", *row] for place, row in enumerate(rows, start=1)]
    columns, widths = ("序号", "部分", "所属内容", "材料名称", "张数"), (1, 4, 5, 4, 1.4)
    return [
        *_target(application),
        Heading("随申报上传的材料"),
        Grid(columns, numbered, widths),
        Prose([f"共 {total} 张。"], is_plain=True),
    ]


def _of(*kinds):
    return lambda application: application.kind in kinds


def _form(kind: PaperKind, of: KindCode, blocks) -> Paper:
    return declare(Paper(kind, find_application, about, blocks, fits=_of(of)))


_form(
    PaperKind.EVALUATION_FORM,
    KindCode.EVALUATION,
    _whole(EMPLOYER_BOX, AUTHORITY_BOX, OFFICE_BOX, DECREED_BOX, decided=result_blocks, with_scans=True),
)
_form(PaperKind.RECOMMENDATION_FORM, KindCode.EVALUATION, _recommendation)
_form(PaperKind.RECOGNITION_FORM, KindCode.RECOGNITION, _whole(EMPLOYER_BOX, OFFICE_BOX, APPROVAL_BOX))
_form(PaperKind.RECONFIRMATION_FORM, KindCode.RECONFIRMATION, _whole(EMPLOYER_BOX, OFFICE_BOX, APPROVAL_BOX))
_form(PaperKind.REPLACEMENT_FORM, KindCode.REPLACEMENT, _whole(EMPLOYER_BOX, OFFICE_BOX, APPROVAL_BOX))
declare(Paper(PaperKind.MATERIALS, find_application, about, _materials, fits=_of(*KindCode.values)))

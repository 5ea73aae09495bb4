"""The boxes in which employer and office have their say, filled from 进度."""

from dataclasses import dataclass

from django.utils import timezone

from applications.enums import ApplicationState as S
from core.paper.blocks import Block, Heading, Opinion


@dataclass(frozen=True)
class Box:
    """One box: its label, and the step it is filled from, as the states it led from and to."""

    label: str
    source: str
    targets: tuple[str, ...]


EMPLOYER_BOX = Box(
    "单位意见", S.EMPLOYER_REVIEW, (S.AUTHORITY_REVIEW, S.OFFICE_REVIEW, S.REJECTED_BY_EMPLOYER)
)
AUTHORITY_BOX = Box("主管单位意见", S.AUTHORITY_REVIEW, (S.OFFICE_REVIEW, S.REJECTED_BY_OFFICE))
OFFICE_BOX = Box("职改办审核意见", S.OFFICE_REVIEW, (S.PRELIMINARY_PASSED, S.REJECTED_BY_OFFICE))
APPROVAL_BOX = Box("职改办批准意见", S.PRELIMINARY_PASSED, (S.APPROVED,))
DECREED_BOX = Box("职改办批准意见", S.DECREED, (S.APPROVED,))


def opinion_blocks(application, boxes: tuple[Box, ...]) -> list[Block]:
    """One box each; what nobody said since the hand-in is left to be written by hand."""
    moves = list(application.moves_since_submission())
    filled: list[Block] = [Heading("审核意见")]
    for box in boxes:
        said = [row for row in moves if row.from_state == box.source and row.to_state in box.targets]
        filled.append(_filled(box.label, said[-1]) if said else Opinion(box.label, ""))
    return filled


def _filled(label: str, row) -> Opinion:
    on = f"{timezone.localtime(row.at):%Y 年 %m 月 %d 日}"
    return Opinion(label, row.opinion or row.label, f"{row.by_body}（盖章）　{on}")

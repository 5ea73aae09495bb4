"""What the pages of a workbook of results show, and the two workbooks people download."""

from collections import Counter
from dataclasses import dataclass

from applications.services import result_sheets
from applications.services.result_sheets import COLUMNS, LABELS, READY, REPEATED, WRONG, Finding, Line
from core.badges import Badge
from core.spreadsheets import workbook_response

BADGES = {
    READY: Badge("todo", "可以导入"),
    REPEATED: Badge("pass", "已录入"),
    WRONG: Badge("fail", "需要修改"),
}
SHOWN = 200
GROUP = "评议组"


@dataclass(frozen=True)
class BatchPage:
    """A workbook as its page shows it; `findings` are cut at 200, the counts are not."""

    batch: object
    counts: list[tuple[Badge, int]]
    total: int
    ready: int
    findings: list[Finding]
    finding_count: int


def batch_page(batch, lines: list[Line]) -> BatchPage:
    """Count the rows by what becomes of them, and list every cell to mend."""
    numbers = Counter(line.outcome for line in lines)
    found = [finding for line in lines for finding in line.findings]
    return BatchPage(
        batch=batch,
        counts=[(badge, numbers[outcome]) for outcome, badge in BADGES.items() if numbers[outcome]],
        total=len(lines),
        ready=numbers[READY],
        findings=found[:SHOWN],
        finding_count=len(found),
    )


def waiting_workbook(plan, *, actor):
    """Those who wait for a result, by group, with empty cells for the ballot; recorded."""
    people = list(result_sheets.listed(plan))
    result_sheets.record_list(plan, len(people), actor=actor)
    blank = [""] * (len(COLUMNS) - 2)
    rows = ((one.number, one.applicant_name, *blank, one.place.group.name) for one in people)
    return workbook_response("评审结果表.xlsx", (*LABELS.values(), GROUP), rows)

"""What the pages of invitations show: a batch with its report, and the two workbooks people download."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from accounts.enums import LineOutcome
from accounts.models import InvitationBatch, InvitationLine
from accounts.services.invitation_batches import is_silent, judge
from accounts.services.invitation_rows import COLUMNS, LABELS
from core import audit
from core.badges import Badge
from core.pii import mask
from core.spreadsheets import template_response, workbook_response
from core.validators import DocumentKind

SHOWN = 200
MASKED = {"id_number": "id_number", "mobile": "mobile"}
OUTCOMES = {
    LineOutcome.READY: Badge("todo", LineOutcome.READY.label),
    LineOutcome.WRONG: Badge("fail", LineOutcome.WRONG.label),
    LineOutcome.INVITED: Badge("pass", LineOutcome.INVITED.label),
    LineOutcome.MEMBER: Badge("void", LineOutcome.MEMBER.label),
    LineOutcome.REPEATED: Badge("void", LineOutcome.REPEATED.label),
}
INVITABLE_KINDS = tuple(kind.label for kind in DocumentKind if kind != DocumentKind.PASSPORT)


@dataclass(frozen=True)
class ReportLine:
    """One finding of the report: where, what was there (numbers starred), and how to mend it."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class BatchLine:
    """One row with what becomes of it, as things stand."""

    line: InvitationLine
    outcome: LineOutcome

    @property
    def status_badge(self) -> Badge:
        return OUTCOMES[self.outcome]


@dataclass(frozen=True)
class BatchPage:
    """A batch as its page shows it; `lines` and `findings` are cut at 200, the counts are not."""

    batch: InvitationBatch
    counts: list[tuple[LineOutcome, Badge, int]]
    total: int
    ready: int
    lines: list[BatchLine]
    findings: list[ReportLine]
    finding_count: int
    is_silent: bool


def batch_page(batch) -> BatchPage:
    """Judge every row by the rule the import goes by, and count."""
    rows = list(batch.lines.all())
    judged = judge(batch, rows)
    lines = [BatchLine(row, LineOutcome(judged.get(row.pk, row.outcome))) for row in rows]
    numbers = Counter(line.outcome for line in lines)
    found = [one for row in rows for one in findings(batch, row)]
    return BatchPage(
        batch=batch,
        counts=[
            (outcome, OUTCOMES[outcome], numbers[outcome]) for outcome in LineOutcome if numbers[outcome]
        ],
        total=len(rows),
        ready=numbers[LineOutcome.READY],
        lines=lines[:SHOWN],
        findings=found[:SHOWN],
        finding_count=len(found),
        is_silent=is_silent(batch),
    )


def findings(batch, line) -> list[ReportLine]:
    """What is wrong in one row, cell by cell."""
    return [
        ReportLine(batch.sheet, line.number, LABELS[key], shown(line, key), reason)
        for key, reason in line.problems
    ]


def shown(line, key: str) -> str:
    """What was typed there, with document numbers and mobiles starred."""
    value = line.kind_typed if key == "document_kind" else getattr(line, key)
    return mask(value, MASKED[key]) if key in MASKED else value


@transaction.atomic
def report_workbook(batch, *, actor):
    """The report as a download: every row, what becomes of it and how to mend it; recorded."""
    rows = list(batch.lines.all())
    judged = judge(batch, rows)
    audit.record("admin_portal.invitation_report_exported", subject=batch, actor=actor, count=len(rows))
    lines = (_cells(row, LineOutcome(judged.get(row.pk, row.outcome))) for row in rows)
    return workbook_response("邀请表检查结果.xlsx", ("行", *LABELS.values(), "结果", "怎么改"), lines)


def _cells(line, outcome) -> tuple:
    mended = "；".join(f"{LABELS[key]}：{reason}" for key, reason in line.problems)
    return (line.number, *(shown(line, key) for key in LABELS), outcome.label, mended)


def template_workbook():
    """The empty workbook to fill in: text cells, the kinds of document to pick from."""
    headings = [f"*{column.label}" if column.required else column.label for column in COLUMNS]
    return template_response("人员邀请表.xlsx", headings, choices={"证件类型": INVITABLE_KINDS})

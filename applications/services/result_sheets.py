"""评审结果 by workbook: what to fill in, the look at every cell beforehand, and the import.

The dry run and the import ask the same form as the page on which one result is entered.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import Application, ResultBatch
from applications.policies import may_organise_for
from applications.services.ballots import COUNTED
from applications.services.many import each
from applications.services.transitions import move_form
from certificates.services.normalise import normalise_name, normalise_number
from core import audit
from core.errors import Refused
from core.workbooks import Column, Limits, read
from core.workflow import NotAllowed

MOVE = "enter_result"
NUMBER, NAME = "number", "name"
VOTES = ("evaluated_on", *COUNTED)
COLUMNS = (
    Column(NUMBER, "申报号"),
    Column(NAME, "姓名", ("申报人", "申报人姓名")),
    Column("evaluated_on", "评审日期", ("评审通过日", "评审时间")),
    Column("members", "评委会人数", ("评委会总人数", "评委总数", "总人数")),
    Column("attending", "出席人数", ("出席",)),
    Column("approve", "赞成票", ("赞成", "同意")),
    Column("against", "反对票", ("反对", "不同意")),
    Column("abstain", "弃权票", ("弃权",)),
)
LABELS = {column.key: column.label for column in COLUMNS}
LIMITS = Limits(max_rows=500)
READY, WRONG, REPEATED = "ready", "wrong", "repeated"
NOT_YOURS = "评审结果由评审会所在的职改办录入。"
UNKNOWN = "这个评审计划里没有这个申报号，请核对"
OTHER_NAME = "与申报号对应的姓名不一致，请核对是否错行"
TWICE = "这个申报号在表里出现了不止一次"
NOT_NOW = "这份申报现在的状态是“{state}”，不能录入评审结果"
OTHER_RESULT = "这份申报已经录入过另一个结果（{votes}），不能覆盖"
IMPORTED = "这个文件已经导入过了。下面是现在的结果。"
NOTHING = "没有可以导入的行，请按下面的说明改好，再上传一次。"


@dataclass(frozen=True)
class Finding:
    """One cell that cannot be taken: where, what stands there, and how to mend it."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Line:
    """One row of a workbook as things stand: what becomes of it, and every finding."""

    row: int
    cells: dict
    outcome: str
    findings: tuple[Finding, ...]
    application: Application | None


def listed(plan):
    """The applications of a plan that wait for their result, by group and number."""
    waiting = Application.objects.filter(plan=plan, state=ApplicationState.GROUPED)
    return waiting.select_related("place__group").order_by("place__group__name", "number")


@transaction.atomic
def record_list(plan, count: int, *, actor) -> None:
    """Note that the names were taken out of the platform."""
    audit.record("applications.results_listed", subject=plan, actor=actor, count=count)


@transaction.atomic
def upload(plan, content: bytes, *, actor) -> ResultBatch:
    """Keep the cells of a workbook; nobody's result is entered yet.

    Raises:
        NotAllowed: not their office. WorkbookRefused: the file cannot be read.
    """
    if not may_organise_for(actor, plan.office):
        raise NotAllowed(NOT_YOURS)
    sheet = read(content, COLUMNS, limits=LIMITS)
    lines = [
        {
            "row": row.number,
            "cells": {key: cell.text.strip() for key, cell in row.cells.items()},
            "problems": {key: cell.problem for key, cell in row.cells.items() if cell.problem},
        }
        for row in sheet.rows
    ]
    ResultBatch.objects.filter(plan=plan, created_by=actor.user, imported_at=None).delete()
    batch = ResultBatch.objects.create(plan=plan, created_by=actor.user, sheet=sheet.name[:60], lines=lines)
    audit.record("applications.results_uploaded", subject=batch, actor=actor, count=len(lines))
    return batch


def judge(batch: ResultBatch, *, actor) -> list[Line]:
    """Every row of a workbook as it would be taken now."""
    numbers = [normalise_number(line["cells"].get(NUMBER, "")).upper() for line in batch.lines]
    cases = Application.objects.filter(plan=batch.plan_id, number__in=numbers)
    known = {one.number: one for one in cases.select_related("result")}
    return [
        _judged(line, known.get(number), numbers.count(number) > 1, actor)
        for line, number in zip(batch.lines, numbers, strict=True)
    ]


def _judged(line, application, is_twice: bool, actor) -> Line:
    problems = line["problems"] or _misplaced(line["cells"], application, is_twice)
    outcome = WRONG
    if not problems:
        outcome, problems = _against_form(line["cells"], application, actor)
    findings = tuple(
        Finding(line["row"], LABELS.get(key, ""), line["cells"].get(key, ""), reason)
        for key, reason in problems.items()
    )
    return Line(line["row"], line["cells"], outcome, findings, application)


def _misplaced(cells, application, is_twice: bool) -> dict:
    if application is None:
        return {NUMBER: UNKNOWN}
    if is_twice:
        return {NUMBER: TWICE}
    if normalise_name(cells.get(NAME, "")) != normalise_name(application.applicant_name):
        return {NAME: OTHER_NAME}
    return {}


def _against_form(cells, application, actor) -> tuple[str, dict]:
    """What the form of the page says of the votes, and the state of the application."""
    form = move_form(application, MOVE, actor, {name: cells.get(name, "") for name in VOTES})
    if result := getattr(application, "result", None):
        same = form.repeats(None)
        return (REPEATED, {}) if same else (WRONG, {NUMBER: OTHER_RESULT.format(votes=result.votes)})
    if application.state != ApplicationState.GROUPED:
        return WRONG, {NUMBER: NOT_NOW.format(state=application.state_label(actor))}
    if form.is_valid():
        return READY, {}
    return WRONG, {name: "".join(map(str, sentences)) for name, sentences in form.errors.items()}


def import_results(batch: ResultBatch, *, actor) -> list[Line]:
    """Enter the results of the rows that are right, each judged once more; returns how the rows stand then.

    Raises:
        NotAllowed: not their office. Refused: imported before, or no row is right.
    """
    if not may_organise_for(actor, batch.plan.office):
        raise NotAllowed(NOT_YOURS)
    ready = [line for line in judge(batch, actor=actor) if line.outcome == READY]
    _take(batch, len(ready), actor)
    for line in ready:
        data = {name: line.cells[name] for name in VOTES}
        each([line.application], MOVE, actor=actor, data=data)
    return judge(batch, actor=actor)


@transaction.atomic
def _take(batch, count: int, actor) -> None:
    """Let one press import a workbook: the row of the batch is the lock."""
    locked = ResultBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.imported_at:
        raise Refused(IMPORTED)
    if not count:
        raise Refused(NOTHING)
    locked.imported_at = timezone.now()
    locked.save(update_fields=["imported_at"])
    audit.record("applications.results_imported", subject=batch, actor=actor, count=count)

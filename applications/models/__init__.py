"""Applications, their answers, their history and what was submitted; committees and their yearly plans."""

from applications.models.answers import RowDraft, SectionAnswer, SectionRow
from applications.models.application import Application, ApplicationSequence
from applications.models.batch import BatchJob, BatchRow, RowOutcome
from applications.models.column_choice import ColumnChoice
from applications.models.committee import EvaluationCommittee
from applications.models.employer_notice import EmployerNotice, EmployerNoticeEntry, EmployerObjection
from applications.models.evaluation import EvaluationGroup, EvaluationResult, GroupPlace, ResultBatch
from applications.models.plan import EvaluationPlan, PlanChange, PlanRequirement, PlanWindow
from applications.models.policy_notice import PolicyNotice
from applications.models.printed import PrintedDocument
from applications.models.progress import ApplicationProgress
from applications.models.public_notice import NoticeObjection, PublicNotice
from applications.models.recheck import ResultRecheck
from applications.models.result_notice import ResultEntry, ResultNotice, ResultObjection
from applications.models.returns import ReturnItem, ReturnNotice
from applications.models.revision import SubmissionRevision
from applications.models.saved_filter import SavedFilter
from applications.models.verdict import SectionVerdict
from applications.models.waiting import Escalation, EscalationStep, PaceMark, StepPace, ToldOnce

__all__ = [
    "Application",
    "ApplicationProgress",
    "ApplicationSequence",
    "BatchJob",
    "BatchRow",
    "ColumnChoice",
    "EmployerNotice",
    "EmployerNoticeEntry",
    "EmployerObjection",
    "Escalation",
    "EscalationStep",
    "EvaluationCommittee",
    "EvaluationGroup",
    "EvaluationPlan",
    "EvaluationResult",
    "GroupPlace",
    "NoticeObjection",
    "PaceMark",
    "PlanChange",
    "PlanRequirement",
    "PlanWindow",
    "PolicyNotice",
    "PrintedDocument",
    "PublicNotice",
    "ResultBatch",
    "ResultEntry",
    "ResultNotice",
    "ResultObjection",
    "ResultRecheck",
    "ReturnItem",
    "ReturnNotice",
    "RowDraft",
    "RowOutcome",
    "SavedFilter",
    "SectionAnswer",
    "SectionRow",
    "SectionVerdict",
    "StepPace",
    "SubmissionRevision",
    "ToldOnce",
]

"""Applications, their answers, their history and what was submitted; committees and their yearly plans."""

from applications.models.answers import RowDraft, SectionAnswer, SectionRow
from applications.models.application import Application, ApplicationSequence
from applications.models.committee import EvaluationCommittee
from applications.models.plan import EvaluationPlan, PlanChange, PlanRequirement, PlanWindow
from applications.models.policy_notice import PolicyNotice
from applications.models.progress import ApplicationProgress
from applications.models.public_notice import NoticeObjection, PublicNotice
from applications.models.revision import SubmissionRevision

__all__ = [
    "Application",
    "ApplicationProgress",
    "ApplicationSequence",
    "EvaluationCommittee",
    "EvaluationPlan",
    "NoticeObjection",
    "PlanChange",
    "PlanRequirement",
    "PlanWindow",
    "PolicyNotice",
    "PublicNotice",
    "RowDraft",
    "SectionAnswer",
    "SectionRow",
    "SubmissionRevision",
]

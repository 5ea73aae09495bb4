"""Applications, their answers, their history and what was submitted."""

from applications.models.answers import SectionAnswer
from applications.models.application import Application, ApplicationSequence
from applications.models.progress import ApplicationProgress
from applications.models.revision import SubmissionRevision

__all__ = ["Application", "ApplicationProgress", "ApplicationSequence", "SectionAnswer", "SubmissionRevision"]

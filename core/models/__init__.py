"""Tables of the kernel."""

from core.models.answers import OrderedAnswers, SealedAnswers
from core.models.audit import AuditCheck, AuditEntry, AuditSeal, SealerMark
from core.models.base import PublicModel
from core.models.deferred import OutboxRow, OutboxState
from core.models.documents import StoredDocument
from core.models.files import StoredFile
from core.models.limits import LimitHit
from core.models.moves import MoveRow
from core.models.progress import Progress, ProgressState

__all__ = [
    "AuditCheck",
    "AuditEntry",
    "AuditSeal",
    "LimitHit",
    "MoveRow",
    "OrderedAnswers",
    "OutboxRow",
    "OutboxState",
    "Progress",
    "ProgressState",
    "PublicModel",
    "SealedAnswers",
    "SealerMark",
    "StoredDocument",
    "StoredFile",
]

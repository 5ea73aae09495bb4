"""Tables of the kernel."""

from core.models.audit import AuditEntry, AuditSeal, SealerMark
from core.models.base import PublicModel
from core.models.deferred import OutboxRow, OutboxState
from core.models.files import StoredFile
from core.models.limits import LimitHit
from core.models.progress import Progress, ProgressState

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "LimitHit",
    "OutboxRow",
    "OutboxState",
    "Progress",
    "ProgressState",
    "PublicModel",
    "SealerMark",
    "StoredFile",
]

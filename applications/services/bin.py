"""The bin of drafts: emptied when its fourteen days are over."""

import datetime

from django.db import transaction
from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import Application
from applications.services.files import files_of
from applications.services.guards import BIN_DAYS
from core import audit, uploads


def purge(limit: int = 500) -> int:
    """Delete drafts that lay in the bin for 14 days, with their files; returns how many. Safe to repeat."""
    before = timezone.now() - datetime.timedelta(days=BIN_DAYS)
    due = Application.objects.filter(state=ApplicationState.DELETED, deleted_at__lte=before)
    return sum(_purge_one(pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _purge_one(pk) -> bool:
    locked = Application.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=pk, state=ApplicationState.DELETED, first_submitted_at=None
    )
    application = locked.first()
    if application is None:
        return False
    for file in files_of(application):
        uploads.delete(file, None)
    audit.record("applications.purged", subject=application, actor=None)
    application.delete()
    return True

"""Keeps disk and rows of stored files in step after a crash."""

import logging

from django.utils import timezone

from core import file_disk
from core.models import StoredDocument, StoredFile

log = logging.getLogger(__name__)


def sweep() -> int:
    """Remove files whose row never came (after an hour's grace) and return how many.

    A row whose file is gone cannot be mended here: it is logged as an error.
    """
    removed = 0
    for folder, names in file_disk.folders():
        rows = _names_in(folder)
        orphans = names - rows
        file_disk.remove(*orphans)
        removed += len(orphans)
    _report_missing()
    return removed


def _names_in(folder: str) -> set[str]:
    full = StoredFile.objects.filter(path__startswith=f"{folder}/").values_list("path", flat=True)
    small = StoredFile.objects.filter(thumb_path__startswith=f"{folder}/").values_list(
        "thumb_path", flat=True
    )
    documents = StoredDocument.objects.filter(path__startswith=f"{folder}/").values_list("path", flat=True)
    return {*full, *small, *documents}


def _report_missing() -> None:
    settled = StoredFile.objects.filter(created_at__lt=timezone.now() - file_disk.ORPHAN_AGE)
    for file in settled.iterator(chunk_size=2000):
        for name in (file.path, file.thumb_path):
            _report(file, name)
    documents = StoredDocument.objects.filter(created_at__lt=timezone.now() - file_disk.ORPHAN_AGE)
    for document in documents.iterator(chunk_size=2000):
        _report(document, document.path)


def _report(file, name: str) -> None:
    if not (file_disk.root() / name).exists():
        log.error("stored file %s has lost its bytes %s", file.public_id, name)

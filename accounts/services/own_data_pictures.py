"""The pictures accounts holds of a person, each with the folder it lies in when it is taken along."""

from collections.abc import Iterator

from accounts.services import correction_files, profile_files
from core.models import StoredFile


def of_accounts(user) -> Iterator[tuple[str, StoredFile]]:
    """Archive and papers of corrections."""
    for file in profile_files.files_of(user):
        section = profile_files.section_of(file).title.replace("/", "、")
        yield f"个人资料/{section}", file
    for number, correction in enumerate(user.corrections.order_by("pk"), start=1):
        for file in correction_files.files_of(correction):
            yield f"更正申请 {number}", file

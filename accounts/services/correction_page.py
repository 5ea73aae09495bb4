"""What the pages of one correction show: papers as tiles, moves as buttons, the history."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse

from accounts.services import correction_files, corrections
from core.models import StoredFile
from core.pii import mask_id_number
from core.uploads import UploadSpec


@dataclass(frozen=True)
class Tile:
    """One picture with the addresses by which its person may change it."""

    file: StoredFile
    delete_url: str = ""
    move_url: str = ""


@dataclass(frozen=True)
class Box:
    """One kind of paper: what is asked for, what is there, and where more may be added."""

    spec: UploadSpec
    tiles: list[Tile]
    add_url: str
    error: str

    @property
    def section_id(self) -> str:
        return f"files-{self.spec.code}"


def page_of(correction, *, actor, upload_error=None) -> dict:
    """The context of the person's own page; `upload_error` is (code of the specification, sentence)."""
    return {
        "correction": correction,
        "facts": facts_of(correction),
        "boxes": [_box(correction, spec, upload_error) for spec in correction_files.SPECS],
        "moves": corrections.CORRECTION_ROAD.open_to(actor, correction),
        "history": correction.moves.order_by("-pk"),
    }


def facts_of(correction, revealed=None) -> list[SimpleNamespace]:
    """Label, old and new text of each fact; numbers by their last four, in full only where `revealed`."""
    old, new = correction.old_id_number, correction.new_id_number
    shown = revealed or {"old": mask_id_number(old), "new": mask_id_number(new)}
    pairs = (
        ("姓名", correction.old_name, correction.new_name, correction.old_name != correction.new_name),
        (
            "证件类型",
            correction.get_old_document_kind_display(),
            correction.get_new_document_kind_display(),
            correction.old_document_kind != correction.new_document_kind,
        ),
        ("证件号码", shown["old"], shown["new"], old != new),
    )
    return [SimpleNamespace(label=label, old=a, new=b, changes=differs) for label, a, b, differs in pairs]


def _box(correction, spec, upload_error) -> Box:
    files = correction_files.files_of(correction).filter(spec_code=spec.code)
    tiles = [Tile(file, _delete_url(correction, file)) for file in files]
    may_add = correction.is_editable and len(tiles) < spec.max_count
    add_url = (
        reverse("accounts:correction_file_add", args=[correction.public_id, spec.code]) if may_add else ""
    )
    error = upload_error[1] if upload_error and upload_error[0] == spec.code else ""
    return Box(spec, tiles, add_url, error)


def _delete_url(correction, file) -> str:
    if not correction.is_editable:
        return ""
    return reverse("accounts:correction_file_delete", args=[correction.public_id, file.public_id])

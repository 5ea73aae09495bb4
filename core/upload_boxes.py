"""What templates/components/_upload_tiles.html shows of one kind of picture."""

from collections.abc import Callable
from dataclasses import dataclass

from core.models import StoredFile
from core.uploads import UploadSpec


@dataclass(frozen=True)
class Tile:
    """One picture with the addresses of its buttons; empty where it may not be changed."""

    file: StoredFile
    delete_url: str
    move_url: str


@dataclass(frozen=True)
class UploadBox:
    """One kind of picture of a section; `error` is the sentence of the last refusal."""

    spec: UploadSpec
    section_id: str
    tiles: list[Tile]
    add_url: str
    required: bool
    error: str = ""


def upload_box(
    spec: UploadSpec,
    files: list[StoredFile],
    *,
    add_url: str,
    url: Callable[[str, StoredFile], str],
    required: bool = False,
    error: str = "",
) -> UploadBox:
    """One box: adding is offered while there is room. `url(verb, file)` gives delete and move."""
    tiles = [Tile(file, url("delete", file), url("move", file)) for file in files]
    free = len(files) < spec.max_count
    return UploadBox(spec, f"files-{spec.code}", tiles, add_url if free else "", required, error)

"""What templates/components/_upload_tiles.html shows of one kind of picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.models import StoredFile
from core.portraits import Hint, hints_by_code
from core.uploads import UploadSpec


@dataclass(frozen=True)
class Tile:
    """One picture with the addresses of its buttons; empty where it may not be changed."""

    file: StoredFile
    delete_url: str
    move_url: str
    adjust_url: str = ""
    hints: Sequence[Hint] = ()

    @property
    def is_bad(self) -> bool:
        """Something about the picture must be mended before it is of use."""
        return any(hint.is_blocker for hint in self.hints)


@dataclass(frozen=True)
class UploadBox:
    """One kind of picture of a section; `error` is the sentence of the last refusal.

    `kept` are pictures the person keeps elsewhere, offered while the box is empty.
    """

    spec: UploadSpec
    section_id: str
    tiles: list[Tile]
    add_url: str
    required: bool
    error: str = ""
    kept: Sequence[StoredFile] = ()


def hints_of(file: StoredFile, spec: UploadSpec) -> list[Hint]:
    """What is said about a stored picture, in sentences."""
    return hints_by_code(file.hints, spec.checks, spec.ratio) if spec.checks else []


def upload_box(
    spec: UploadSpec,
    files: list[StoredFile],
    *,
    add_url: str,
    url: Callable[[str, StoredFile], str],
    required: bool = False,
    error: str = "",
    kept: Sequence[StoredFile] = (),
) -> UploadBox:
    """One box: adding is offered while there is room. `url(verb, file)` gives delete, move and adjust."""
    tiles = [
        Tile(file, url("delete", file), url("move", file), url("adjust", file), hints_of(file, spec))
        for file in files
    ]
    free = len(files) < spec.max_count
    offered = kept[: spec.max_count] if add_url and not files else ()
    return UploadBox(spec, f"files-{spec.code}", tiles, add_url if free else "", required, error, offered)

"""The pictures of an application: added, put in order and deleted while it is editable."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from accounts.services.profile_files import files_of as archived
from applications import registry
from applications.models import Application, SectionRow
from applications.policies import is_applicant, may_see_identity
from applications.services.drafts import is_locked_section, keep_open, lock_editable
from core import file_disk, uploads
from core.adjustments import NONE, Adjustment
from core.errors import Refused
from core.models import StoredFile
from core.rows import GONE
from core.workflow import NotAllowed, any_of

OWNER = "application"
IDENTITY_CLOSED = "身份证图片只供办理这份申报的单位或职改办查看，上级职改办可以查看其他材料。"
NONE_KEPT = "个人资料里已经没有这种图片了，请在这里上传。"
CLOSED = "“{section}”这次没有被退回，其中的图片不能改动。"


def add_file(
    application,
    section,
    spec_code: str,
    stream,
    *,
    name: str,
    actor,
    row_id: UUID | None = None,
    adjustment: Adjustment = NONE,
) -> StoredFile:
    """Store one picture for a section, or for one row of a section that has many.

    The picture is put right before the application is locked.

    Raises ImageRefused when it cannot be read, Refused when the count is reached or the state has changed.
    """
    _check_open(application, section, actor, spec_code, row_id)
    if spec_code not in section.uploads:
        raise Refused("这一部分不收这种材料，请回到对应的部分上传。")
    spec = uploads.upload_spec(spec_code)
    return uploads.store(
        stream,
        name=name,
        spec=spec,
        owner_kind=OWNER,
        owner_id=application.public_id,
        actor=actor,
        row_id=row_id,
        guard=lambda: _check_open(application, section, actor, spec_code, row_id),
        adjustment=adjustment,
    )


def adjust_file(application, file, adjustment: Adjustment, *, actor) -> None:
    """Cut, turn or brighten one picture of an editable application; errors as `core.uploads.adjust`."""

    def still_open() -> None:
        _check_file(application, file, actor)

    still_open()
    uploads.adjust(file, adjustment, actor=actor, guard=still_open)


@transaction.atomic
def draw_from_archive(application, section, spec_code: str, *, actor) -> None:
    """Copy what 个人资料 holds of one kind of picture into a section that has none of it yet.

    Raises Refused when the archive holds none any more or the state has changed.
    """
    _check_open(application, section, actor, spec_code)
    if files_of(application).filter(spec_code=spec_code).exists():
        return
    kept = list(archived(actor.user).filter(spec_code=spec_code)[: uploads.upload_spec(spec_code).max_count])
    if not kept:
        raise Refused(NONE_KEPT)
    for file in kept:
        with (file_disk.root() / file.path).open("rb") as stream:
            add_file(application, section, spec_code, stream, name=file.original_name, actor=actor)


def delete_files_of_row(application, row_id: UUID, *, actor) -> None:
    """Delete the pictures of one row; the caller holds the lock of the application."""
    for file in files_of(application).filter(row_id=row_id):
        uploads.delete(file, actor)


@transaction.atomic
def delete_file(application, file, *, actor) -> None:
    """Delete one picture of an editable application."""
    _check_file(application, file, actor)
    uploads.delete(file, actor)


@transaction.atomic
def move_file(application, file, position: int, *, actor) -> None:
    """Put one picture at `position` (from 0) among those of its kind."""
    _check_file(application, file, actor)
    uploads.move(file, position, actor)


def section_of(application, file):
    """The section that asks for the kind of this file."""
    sections = registry.kind(application.kind).sections
    return next(section for section in sections if file.spec_code in section.uploads)


def files_of(application):
    """All pictures of an application in their order."""
    return uploads.files_of(OWNER, application.public_id)


def archived_by_spec(user, codes) -> dict[str, list[StoredFile]]:
    """The pictures of these specifications in a person's archive by their code, in one statement."""
    return by_spec(archived(user).filter(spec_code__in=codes))


def files_by_place(application) -> dict[tuple[str, UUID | None], list[StoredFile]]:
    """The pictures by (code of their specification, row), in one statement."""
    return by_place(files_of(application))


def by_place(files) -> dict[tuple[str, UUID | None], list[StoredFile]]:
    """Pictures sorted by the code of their specification and their row."""
    found = defaultdict(list)
    for file in files:
        found[file.spec_code, file.row_id].append(file)
    return found


def by_spec(files) -> dict[str, list[StoredFile]]:
    """Pictures sorted by the code of their specification."""
    found = defaultdict(list)
    for file in files:
        found[file.spec_code].append(file)
    return found


def may_read(actor, owner_id, file) -> bool:
    """Whoever may see the application may open its pictures.

    Raises NotAllowed for pictures of the identity document where only looking on is allowed.
    """
    visible = Application.objects.visible_to(actor).with_names()
    application = visible.filter(public_id=owner_id).first()
    is_identity = uploads.upload_spec(file.spec_code).is_identity
    if application and is_identity and not any_of(is_applicant, may_see_identity)(actor, application):
        raise NotAllowed(IDENTITY_CLOSED)
    return application is not None


def _check_file(application, file, actor) -> None:
    _check_open(application, section_of(application, file), actor, file.spec_code, file.row_id)


@transaction.atomic
def _check_open(application, section, actor, spec_code: str, row_id=None) -> None:
    locked = lock_editable(application, actor, section)
    if is_locked_section(locked, section, row_id=row_id, spec_code=spec_code):
        raise Refused(CLOSED.format(section=section.title))
    keep_open(locked, section)
    rows = SectionRow.objects.filter(application=locked, section_key=section.key)
    if section.many and not rows.filter(public_id=row_id).exists():
        raise Refused(GONE)

"""The scan of an employer's licence: what is accepted, who may open it, and replacing it."""

from django.db import transaction

from accounts.profile.upload_specs import LEAST_OF_A_PAGE
from accounts.services.employer_columns import CHANGE_FILES, EMPLOYER_FILES
from accounts.services.employer_rights import visible_to
from core import uploads
from core.uploads import UploadSpec, register_spec

LICENCE = register_spec(
    UploadSpec(
        "employer_licence",
        "营业执照或登记证书",
        max_count=10,
        max_bytes=1024 * 1024,
        least_side=LEAST_OF_A_PAGE,
        example="img/samples/document.svg",
        hint="营业执照、事业单位法人证书、社会团体登记证书等的彩色扫描件或照片，四角要拍全，看得清代码和印章。",
    )
)


@uploads.owner(EMPLOYER_FILES)
def may_read(actor, owner_id, _file) -> bool:
    """Its own people and the offices that see it."""
    return visible_to(actor).filter(public_id=owner_id).exists()


@uploads.owner(CHANGE_FILES)
def may_read_of_change(actor, owner_id, _file) -> bool:
    """Whoever may see the employer that asked for the change."""
    return visible_to(actor).filter(changes__public_id=owner_id).exists()


def licences_of(employer):
    """The scans of an employer, oldest first."""
    return uploads.files_of(EMPLOYER_FILES, employer.public_id, LICENCE.code)


def licences_of_change(change):
    """The scans that came with a change."""
    return uploads.files_of(CHANGE_FILES, change.public_id, LICENCE.code)


def keep(upload, *, owner_kind, owner_id, actor, guard=None):
    """Store one scan; errors as `core.uploads.store`."""
    return uploads.store(
        upload,
        name=upload.name,
        spec=LICENCE,
        owner_kind=owner_kind,
        owner_id=owner_id,
        actor=actor,
        guard=guard,
    )


@transaction.atomic
def replace(employer, upload, *, actor) -> None:
    """Put a new scan in the place of those there are; the caller holds the employer's lock."""
    for old in licences_of(employer):
        uploads.delete(old, actor)
    keep(upload, owner_kind=EMPLOYER_FILES, owner_id=employer.public_id, actor=actor)

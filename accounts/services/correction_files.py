"""The papers of a correction (注册须知 5): what is accepted, adding and deleting it, and who may open it."""

from django.db import transaction

from accounts.models import IdentityCorrection
from accounts.profile.upload_specs import LEAST_OF_A_PAGE
from accounts.services.correction_rights import is_person, visible_to
from core import uploads
from core.adjustments import NONE, Adjustment
from core.errors import Refused
from core.uploads import UploadSpec, register_spec

OWNER = "correction"
SCAN_BYTES = 1024 * 1024
CLOSED = "这份更正申请现在不能改动材料，请在申请页面查看进度。"
DOCUMENT_FRONT = register_spec(
    UploadSpec(
        "correction_id_front",
        "有效身份证正面（人像面）",
        max_bytes=SCAN_BYTES,
        least_side=LEAST_OF_A_PAGE,
        example="img/samples/id-card-front.svg",
        hint="印有照片的一面，用其他证件的传资料页，原件的扫描件或照片，四角要拍全。",
    )
)
DOCUMENT_BACK = register_spec(
    UploadSpec(
        "correction_id_back",
        "有效身份证反面（国徽面）",
        max_bytes=SCAN_BYTES,
        least_side=LEAST_OF_A_PAGE,
        example="img/samples/id-card-back.svg",
        hint="印有国徽的一面，用其他证件的传签注页或封面，原件的扫描件或照片，四角要拍全。",
    )
)
STATEMENT = register_spec(
    UploadSpec(
        "correction_statement",
        "个人情况说明（加盖单位公章）",
        max_count=3,
        max_bytes=SCAN_BYTES,
        least_side=LEAST_OF_A_PAGE,
        example="img/samples/document.svg",
        hint="写明错在哪里、应改成什么，加盖单位公章后扫描或拍照，要看得清公章。",
    )
)
SPECS = (DOCUMENT_FRONT, DOCUMENT_BACK, STATEMENT)


@uploads.owner(OWNER)
def may_read(actor, owner_id, _file) -> bool:
    """The person, and the office that decides."""
    return visible_to(actor).filter(public_id=owner_id).exists()


def files_of(correction):
    """All papers of a request in their order."""
    return uploads.files_of(OWNER, correction.public_id)


def missing(correction) -> list[str]:
    """Labels of the papers that are not there yet."""
    there = set(files_of(correction).values_list("spec_code", flat=True))
    return [spec.label for spec in SPECS if spec.code not in there]


def add_file(correction, spec: UploadSpec, stream, *, name: str, actor, adjustment: Adjustment = NONE):
    """Store one paper. Raises ImageRefused when it cannot be read, Refused when it comes too late."""
    _check_open(correction, actor)
    return uploads.store(
        stream,
        name=name,
        spec=spec,
        owner_kind=OWNER,
        owner_id=correction.public_id,
        actor=actor,
        guard=lambda: _check_open(correction, actor),
        adjustment=adjustment,
    )


@transaction.atomic
def delete_file(correction, file, *, actor) -> None:
    """Delete one paper of a request that is still with the person."""
    _check_open(correction, actor)
    uploads.delete(file, actor)


@transaction.atomic
def _check_open(correction, actor) -> None:
    locked = IdentityCorrection.objects.select_for_update().get(pk=correction.pk)
    if not is_person(actor, locked) or not locked.is_editable:
        raise Refused(CLOSED)

"""姓名和身份证号更正: asked for online with papers, decided by the office responsible (decision B38)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import CorrectionState as S
from accounts.enums import OfficeLevel, Role
from accounts.models import AccountMove, IdentityCorrection, Membership, TitleOffice, User
from accounts.services import correction_effects, correction_files
from accounts.services.contact import contact
from accounts.services.correction_rights import is_its_office, is_person
from accounts.services.move_forms import OpinionForm, RemarkForm
from core import audit
from core.errors import Refused
from core.pii import star_out
from core.workflow import NotAllowed, Transition, Workflow
from messaging.services import notify

OPEN_ALREADY = "您已有一份更正申请还没有办完，请先办完或撤回那一份。"
NOTHING_CHANGES = "更正后的姓名和证件与账户现在的一样，不用申请更正。"
NO_OFFICE = "负责办理的职改办还没有登记，请致电 0771-5505013。"
NOT_EDITABLE = "这份更正申请现在的状态是“{state}”，不能修改。"


def _papers_there(correction, _actor, _data) -> None:
    if gaps := correction_files.missing(correction):
        raise Refused(f"还缺材料：{'、'.join(gaps)}。请上传后再提交。")


def _something_changes(correction, _actor, _data) -> None:
    if not changes(correction.person, correction):
        raise Refused(NOTHING_CHANGES)


def changes(person, correction) -> bool:
    """Whether the request says anything the account does not say already."""
    now = (person.name, person.document_kind, person.nationality, person.id_number)
    return now != (
        correction.new_name,
        correction.new_document_kind,
        correction.new_nationality,
        correction.new_id_number,
    )


def responsible_office(person):
    """The office of the person's employer, else the regional office. Raises Refused if there is neither."""
    if person.employer_id:
        return person.employer.office
    regional = TitleOffice.objects.filter(level=OfficeLevel.REGIONAL).order_by("path").first()
    if regional is None:
        raise Refused(NO_OFFICE)
    return regional


def _submission(correction, _actor, _data) -> dict:
    person = correction.person
    return {
        "office": responsible_office(person),
        "submitted_at": timezone.now(),
        "old_name": person.name,
        "old_document_kind": person.document_kind,
        "old_id_number": person.id_number,
    }


def _decided(_correction, _actor, _data) -> dict:
    return {"decided_at": timezone.now()}


def _tell_office(correction, _actor, _data) -> None:
    staff = Membership.objects.current().filter(office=correction.office).exclude(role=Role.BOOTSTRAP)
    others = staff.exclude(user=correction.person_id)
    for membership in others.select_related("user").distinct("user").order_by("user"):
        notify(
            membership.user,
            "correction_arrived",
            context={"applicant_name": correction.old_name},
            url_name="admin_portal:correction_detail",
            url_args=[str(correction.public_id)],
        )


def _tell_person(template_code):
    def effect(correction, _actor, data):
        mobile, email = contact(correction.person)
        notify(
            correction.person,
            template_code,
            context={"office": correction.office.short_name, "opinion": data.get("opinion", "")},
            url_name="accounts:correction_detail",
            url_args=[str(correction.public_id)],
            sms=True,
            mobile=mobile,
            email=email,
        )

    return effect


CORRECTION_ROAD = Workflow(
    "identity_correction",
    initial=S.DRAFT,
    progress_model=AccountMove,
    audit_event="accounts.correction_moved",
    transitions=(
        Transition(
            name="withdraw",
            label="撤回申请",
            step="个人撤回",
            sources=S.open,
            targets=(S.WITHDRAWN,),
            allowed=is_person,
            stamps=(_decided,),
        ),
        Transition(
            name="submit",
            label="提交申请",
            step="个人提交",
            weight="primary",
            sources=S.editable,
            targets=(S.OFFICE_REVIEW,),
            allowed=is_person,
            guards=(_something_changes, _papers_there),
            stamps=(_submission,),
            effects=(_tell_office,),
        ),
        Transition(
            name="reject",
            label="不同意",
            step="职改办审核",
            weight="outline-danger",
            sources=(S.OFFICE_REVIEW,),
            targets=(S.REJECTED,),
            allowed=is_its_office,
            form=OpinionForm,
            stamps=(_decided,),
            effects=(_tell_person("correction_rejected"),),
        ),
        Transition(
            name="return",
            label="退回补正",
            step="职改办审核",
            weight="outline-primary",
            sources=(S.OFFICE_REVIEW,),
            targets=(S.RETURNED,),
            allowed=is_its_office,
            form=OpinionForm,
            effects=(_tell_person("correction_returned"),),
        ),
        Transition(
            name="approve",
            label="同意",
            step="职改办审核",
            weight="primary",
            sources=(S.OFFICE_REVIEW,),
            targets=(S.APPROVED,),
            allowed=is_its_office,
            form=RemarkForm,
            stamps=(_decided,),
            effects=(correction_effects.apply,),
        ),
    ),
)


@transaction.atomic
def open_request(data, *, actor) -> IdentityCorrection:
    """Begin a request; the papers are added to it before it is submitted.

    Args:
        data: name, document_kind, nationality, id_number (normalised), reason.

    Raises:
        Refused: nothing would change, or a request is open already.
    """
    person = User.objects.select_for_update().get(pk=actor.user.pk)
    correction = IdentityCorrection(
        person=person,
        old_name=person.name,
        old_document_kind=person.document_kind,
        old_id_number=person.id_number,
        **_wanted(data),
    )
    if not changes(person, correction):
        raise Refused(NOTHING_CHANGES)
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError:
        raise Refused(OPEN_ALREADY) from None
    audit.record("accounts.correction_opened", subject=correction, actor=actor)
    return correction


@transaction.atomic
def save_request(correction, data, *, actor) -> IdentityCorrection:
    """Change what a request asks for while it lies with the person; errors as `open_request`."""
    locked = IdentityCorrection.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if not is_person(actor, locked):
        raise NotAllowed("只有本人可以修改这份更正申请。")
    if not locked.is_editable:
        raise Refused(NOT_EDITABLE.format(state=locked.get_state_display()))
    for column, value in _wanted(data).items():
        setattr(locked, column, value)
    if not changes(locked.person, locked):
        raise Refused(NOTHING_CHANGES)
    locked.version += 1
    locked.save()
    audit.record("accounts.correction_saved", subject=locked, actor=actor)
    return locked


def _wanted(data) -> dict:
    return {
        "new_name": data["name"],
        "new_document_kind": data["document_kind"],
        "new_nationality": data["nationality"],
        "new_id_number": data["id_number"],
        "reason": data["reason"],
    }


def perform(correction, move: str, *, actor, data=None, expected_version=None):
    """Make one move of the road; see `core.workflow.Workflow.perform` for order and errors."""
    return CORRECTION_ROAD.perform(
        correction, move, actor=actor, data=data, expected_version=expected_version
    )


@transaction.atomic
def reveal(correction, *, actor, reason: str) -> dict:
    """Old and new document number in full, for the deciding office; the look goes on record with `reason`.

    Raises NotAllowed for everybody else.
    """
    if not is_its_office(actor, correction):
        raise NotAllowed("完整证件号只供办理这份申请的职改办查看。")
    audit.record("accounts.correction_revealed", subject=correction, actor=actor, reason=star_out(reason))
    return {"old": correction.old_id_number, "new": correction.new_id_number}

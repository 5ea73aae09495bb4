"""The road of an employer's account, and of the changes it asks for."""

from django import forms
from django.utils import timezone

from accounts.enums import EmployerChangeState as C
from accounts.enums import EmployerState as S
from accounts.models import AccountMove, Employer
from accounts.services.employer_columns import carry_out
from accounts.services.employer_messages import tell_office, tell_owners
from accounts.services.employer_rights import is_admin_above, is_its_office, is_its_owner
from core.errors import Refused
from core.word_fields import WordsField
from core.workflow import MoveForm, Transition, Workflow, any_of, is_system

# Working days the office promises to take (employer registration and changes alike).
PROMISED_DAYS = 3
OWN_ENTRY = "这些资料是您录入的，须由另一位工作人员审核，请转给同事办理。"


class OpinionField(WordsField):
    """Words for the employer, which reads them as they are written."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
            error_messages={
                "required": "请写明原因，单位会看到这段话",
                "max_length": "原因最多 500 个字，请精简。",
            },
            **kwargs,
        )


class ReasonForm(MoveForm):
    """Why, in words the employer reads."""

    opinion = OpinionField(label="原因", help_text="单位会看到这段话，请写明要改什么、怎么改。")


class DisableForm(MoveForm):
    """Why an account is closed, in words the employer reads."""

    opinion = OpinionField(label="停用原因", help_text="单位会看到这段话。")


class NoteForm(MoveForm):
    """A remark that may be left out."""

    opinion = OpinionField(label="意见（可以不填）", required=False)


class MergeForm(MoveForm):
    """Into which employer, and why."""

    survivor = forms.ModelChoiceField(
        Employer.objects.shown(),
        to_field_name="public_id",
        widget=forms.HiddenInput,
        error_messages={
            "required": "请选择保留哪一家单位",
            "invalid_choice": "这家单位已经不在了，请重新选择",
        },
    )
    opinion = OpinionField(label="合并原因", help_text="写入办理记录，被合并单位的人员会看到。")


def not_own_entry(subject, actor, _data) -> None:
    """Guard: whoever typed it in does not approve it."""
    if actor and subject.entered_by_id == actor.user.pk:
        raise Refused(OWN_ENTRY)


def _decided(_subject, _actor, _data) -> dict:
    return {"decided_at": timezone.now()}


def _clock_starts(_subject, _actor, _data) -> dict:
    now = timezone.now()
    return {"submitted_at": now, "turn_began_at": now, "decided_at": None}


def _disabled(_subject, _actor, data) -> dict:
    return {"disabled_note": data["opinion"]}


def _where_it_was(employer, _data) -> str:
    """A house disabled before it was ever approved still has its approval before it."""
    stopped = employer.last_move("disable")
    return S.PENDING if stopped and stopped.from_state in (S.PENDING, S.RETURNED) else S.ACTIVE


def _enabled(employer, actor, data) -> dict:
    waits = _where_it_was(employer, data) == S.PENDING
    return {"disabled_note": "", **(_clock_starts(employer, actor, data) if waits else {})}


def _merged(_subject, _actor, data) -> dict:
    return {"merged_into": data["survivor"], "decided_at": timezone.now()}


def _owners(template_code):
    return lambda employer, _actor, data: tell_owners(
        employer, template_code, opinion=data.get("opinion", "")
    )


def _office(template_code):
    return lambda employer, _actor, _data: tell_office(employer, template_code)


EMPLOYER_ROAD = Workflow(
    "employer",
    initial=S.PENDING,
    progress_model=AccountMove,
    audit_event="accounts.employer_moved",
    transitions=(
        Transition(
            name="return",
            label="退回",
            sources=(S.PENDING,),
            targets=(S.RETURNED,),
            allowed=is_its_office,
            form=ReasonForm,
            stamps=(_decided,),
            effects=(_owners("employer_returned"),),
            weight="outline-danger",
        ),
        Transition(
            name="approve",
            label="同意",
            sources=(S.PENDING,),
            targets=(S.ACTIVE,),
            allowed=is_its_office,
            guards=(not_own_entry,),
            form=NoteForm,
            stamps=(_decided,),
            effects=(_owners("employer_approved"),),
            weight="primary",
        ),
        Transition(
            name="resubmit",
            label="重新提交",
            sources=(S.RETURNED,),
            targets=(S.PENDING,),
            allowed=is_its_owner,
            stamps=(_clock_starts,),
            effects=(_office("employer_arrived"),),
            weight="primary",
        ),
        Transition(
            name="disable",
            label="停用",
            sources=(S.PENDING, S.RETURNED, S.ACTIVE),
            targets=(S.DISABLED,),
            allowed=is_its_office,
            form=DisableForm,
            stamps=(_disabled,),
            effects=(_owners("employer_disabled"),),
            weight="outline-danger",
        ),
        Transition(
            name="restore",
            label="恢复",
            sources=(S.DISABLED,),
            targets=(S.ACTIVE, S.PENDING),
            choose=_where_it_was,
            allowed=is_its_office,
            form=NoteForm,
            stamps=(_enabled,),
            effects=(_owners("employer_restored"),),
            weight="primary",
        ),
        Transition(
            name="merge",
            label="合并",
            sources=(S.PENDING, S.RETURNED, S.ACTIVE, S.DISABLED),
            targets=(S.MERGED,),
            allowed=is_admin_above,
            form=MergeForm,
            stamps=(_merged,),
            weight="outline-danger",
        ),
    ),
)


def _office_of_change(actor, change) -> bool:
    return is_its_office(actor, change.employer)


def _owner_of_change(actor, change) -> bool:
    return is_its_owner(actor, change.employer)


def _tell_of_change(template_code):
    return lambda change, _actor, data: tell_owners(
        change.employer, template_code, opinion=data.get("opinion", "")
    )


CHANGE_ROAD = Workflow(
    "employer_change",
    initial=C.PENDING,
    progress_model=AccountMove,
    audit_event="accounts.employer_change_moved",
    transitions=(
        Transition(
            name="refuse",
            label="不同意变更",
            sources=(C.PENDING,),
            targets=(C.REFUSED,),
            allowed=_office_of_change,
            form=ReasonForm,
            stamps=(_decided,),
            effects=(_tell_of_change("employer_change_refused"),),
            weight="outline-danger",
        ),
        Transition(
            name="approve",
            label="同意变更",
            sources=(C.PENDING,),
            targets=(C.APPROVED,),
            allowed=_office_of_change,
            guards=(not_own_entry,),
            form=NoteForm,
            stamps=(_decided,),
            effects=(carry_out, _tell_of_change("employer_change_approved")),
            weight="primary",
        ),
        Transition(
            name="withdraw",
            label="撤回变更",
            sources=(C.PENDING,),
            targets=(C.WITHDRAWN,),
            allowed=any_of(_owner_of_change, is_system),
            stamps=(_decided,),
            weight="light",
        ),
    ),
)

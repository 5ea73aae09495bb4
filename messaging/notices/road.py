"""The road of a notice: draft, being sent, sent, and perhaps withdrawn."""

from django import forms
from django.utils import timezone

from core import outbox, progress
from core.errors import Refused
from core.workflow import MoveForm, Transition, Workflow, is_system
from messaging.enums import NoticeState as S
from messaging.models import NoticeMove
from messaging.notices import batches, rules

FINISH = "finish"
WITHDRAWN = "通知已经撤回，没有再继续发送。"


class WithdrawForm(MoveForm):
    """Why it is taken back; the recipients read it word for word."""

    opinion = forms.CharField(
        label="撤回说明",
        help_text="收到通知的人会看到这段话。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明为什么撤回。"},
    )


def _somebody_is_reached(notice, _actor, _data):
    if not rules.recipients(notice).exists():
        raise Refused("按现在的发送范围，没有人会收到这份通知。请先修改发送范围。")


def _once_a_day(notice, _actor, _data):
    if notice.reminded_on == timezone.localdate():
        raise Refused("今天已经提醒过一次，请明天再提醒。")


def _somebody_has_not_read(notice, _actor, _data):
    if not notice.recipients.filter(read_at=None).exists():
        raise Refused("所有人都已查看，不用再提醒。")


def _published(notice, actor, _data) -> dict:
    """The count is taken at this moment; who comes or goes while it is being sent is counted at the end."""
    count = rules.recipients(notice).count()
    job = progress.start("发送业务通知", user=actor.user, total=count)
    return {"published_at": timezone.now(), "recipient_count": count, "job": job}


def _finished(notice, _actor, _data) -> dict:
    return {"recipient_count": notice.recipients.count()}


def _withdrawn(_notice, _actor, data) -> dict:
    return {"withdrawn_at": timezone.now(), "withdraw_note": data["opinion"]}


def _reminded(_notice, _actor, _data) -> dict:
    return {"reminded_on": timezone.localdate()}


def _send_later(notice, _actor, _data):
    outbox.add(batches.SEND, subject=notice)


def _remind_later(notice, _actor, _data):
    outbox.add(batches.REMIND, subject=notice, payload={"on": notice.reminded_on.isoformat()})


def _stop(notice, _actor, _data):
    if notice.job:
        progress.fail(notice.job, message=WITHDRAWN)


WORKFLOW = Workflow(
    "office_notice",
    initial=S.DRAFT,
    progress_model=NoticeMove,
    audit_event="messaging.notice_moved",
    transitions=(
        Transition(
            name="publish",
            label="发布通知",
            weight="primary",
            sources=(S.DRAFT,),
            targets=(S.SENDING,),
            allowed=rules.is_sender,
            guards=(_somebody_is_reached,),
            stamps=(_published,),
            effects=(_send_later,),
        ),
        Transition(
            name=FINISH,
            label="发送完毕",
            sources=(S.SENDING,),
            targets=(S.SENT,),
            allowed=is_system,
            stamps=(_finished,),
        ),
        Transition(
            name="remind",
            label="提醒未读人员",
            weight="outline-primary",
            sources=(S.SENT,),
            allowed=rules.is_sender,
            guards=(_once_a_day, _somebody_has_not_read),
            stamps=(_reminded,),
            effects=(_remind_later,),
        ),
        Transition(
            name="withdraw",
            label="撤回通知",
            weight="outline-danger",
            sources=S.published,
            targets=(S.WITHDRAWN,),
            allowed=rules.is_sender,
            form=WithdrawForm,
            stamps=(_withdrawn,),
            effects=(_stop,),
        ),
    ),
)

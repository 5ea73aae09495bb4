"""The texts of messages in the hands of an office: judging, changing, restoring and trying them."""

from datetime import timedelta
from math import ceil

from django.db import transaction

from core import audit, limits
from core.errors import Refused, Stale
from messaging import placeholders, services, texts
from messaging.enums import Channel
from messaging.models import Message, MessageTemplate, TextVersion

# A Chinese SMS holds 70 characters; each part of a longer one 67, three are needed to put it together.
WHOLE_SMS, PART_OF_SMS = 70, 67
TRIALS_PER_HOUR = 10


def allowed(template) -> list[str]:
    """The placeholders a text may use."""
    same = MessageTemplate.objects.filter(code=template.code)
    shipped = {row.channel: row.shipped_subject + row.shipped_body for row in same}
    return placeholders.allowed(shipped, template.channel)


def mistake(template, text: str, names) -> str:
    """Why `text` cannot stand, as a sentence for the person; empty if it can."""
    listed = "、".join(f"{{{name}}}" for name in names) or "无"
    try:
        unknown = placeholders.names_in(text) - set(names)
    except ValueError:
        return f"花括号须成对，里面只写占位符的名称。可以用的占位符：{listed}。"
    if unknown:
        shown = "、".join(f"{{{name}}}" for name in sorted(unknown))
        return f"{shown} 在这条消息里没有内容可填。可以用的占位符：{listed}。"
    return ""


def sms_parts(text: str) -> int:
    """Into how many SMS a text is cut."""
    return 1 if len(text) <= WHOLE_SMS else ceil(len(text) / PART_OF_SMS)


def preview(template, subject: str, body: str) -> dict:
    """The text with sample values, its length and, for an SMS, the number of its parts."""
    values = placeholders.samples(allowed(template))
    shown = texts.fill(body, values)
    parts = sms_parts(shown) if template.channel == Channel.SMS else 0
    return {"subject": texts.fill(subject, values), "body": shown, "length": len(shown), "parts": parts}


def _locked(template, expected_version: int) -> MessageTemplate:
    locked = MessageTemplate.objects.select_for_update().get(pk=template.pk)
    if locked.version != expected_version:
        raise Stale(locked, "这条文本刚才有人改过。请对照现在的内容，再保存一次。")
    return locked


@transaction.atomic
def save(template, *, subject, body, provider_code, expected_version, actor) -> MessageTemplate:
    """Put new words in force and keep the old ones.

    Raises:
        Stale: somebody else was faster.
        Refused: nothing is different from before.
    """
    locked = _locked(template, expected_version)
    if (locked.subject, locked.body, locked.provider_code) == (subject, body, provider_code):
        raise Refused("内容没有变化，不用保存。")
    locked.provider_code = provider_code
    return _replace(locked, subject, body, event="messaging.text_changed", actor=actor)


@transaction.atomic
def restore(template, *, expected_version, actor) -> MessageTemplate:
    """Go back to the shipped words; the number of the provider stood for the others and goes."""
    locked = _locked(template, expected_version)
    if not locked.is_edited:
        raise Refused("这条文本现在就是默认内容。")
    locked.provider_code = ""
    words = locked.shipped_subject, locked.shipped_body
    return _replace(locked, *words, event="messaging.text_restored", actor=actor)


def _replace(locked, subject, body, *, event, actor) -> MessageTemplate:
    TextVersion.objects.create(
        template=locked,
        number=locked.version,
        subject=locked.subject,
        body=locked.body,
        replaced_by=actor.user,
    )
    locked.subject, locked.body = subject, body
    locked.is_edited = (subject, body) != (locked.shipped_subject, locked.shipped_body)
    locked.version += 1
    locked.save()
    _record(event, locked, actor, version=locked.version)
    return locked


def _record(event, template, actor, **data) -> None:
    subject = ("messaging.messagetemplate", None)
    audit.record(
        event, subject=subject, actor=actor, code=template.code, channel=str(template.channel), **data
    )


def send_trial(template, *, subject, body, actor) -> None:
    """Send words, saved or not, with sample values to the person who wrote them; ten times an hour.

    Raises:
        TooMany: the hour's trials are used up.
        Refused: the person has no address on this channel.
    """
    addresses = {Channel.SMS: actor.user.mobile, Channel.EMAIL: actor.user.email}
    if template.channel in addresses and not addresses[template.channel]:
        raise Refused(f"您的账户还没有登记{WAYS[template.channel]}，没法试发。请先在“设置”里补上。")
    limits.check_and_hit("messaging.text_trial", actor.user.pk, TRIALS_PER_HOUR, timedelta(hours=1))
    trial = MessageTemplate(
        code=template.code, channel=template.channel, subject=subject, body=body, is_secret=template.is_secret
    )
    _send_trial(trial, addresses, placeholders.samples(allowed(template)), actor=actor)


WAYS = {Channel.SMS: "手机号码", Channel.EMAIL: "邮箱"}


@transaction.atomic
def _send_trial(trial, addresses, values, *, actor) -> None:
    if trial.channel == Channel.INBOX:
        filled = {"subject": texts.fill(trial.subject, values), "body": texts.fill(trial.body, values)}
        Message.objects.create(recipient=actor.user, template_code=trial.code, **filled)
    else:
        services.send(trial, trial.channel, addresses[trial.channel], values, recipient=actor.user)
    _record("messaging.text_tried", trial, actor)

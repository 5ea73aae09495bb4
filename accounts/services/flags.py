"""诚信: who is barred from applying, and the entries by which they are.

Two persons make an entry: staff of an office propose it, an administrator confirms it. Academic fraud found
in two applications bars for life (个人版用户操作说明 2019, §3.2 填报说明). Findings are counted over all
offices, each application once, and one whose days are over still counts.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from accounts.acts import Act
from accounts.enums import BarredAct, FlagGround, FlagState, Role
from accounts.models import FlaggedPerson, User
from accounts.services import deregistration, identifiers, own_data
from accounts.services.alerts import staff_of, tell_everywhere
from accounts.services.correction_effects import on_corrected
from accounts.services.jurisdiction import decide, jurisdiction
from accounts.services.own_data_sheets import Sheet
from accounts.services.people import document_digest_of
from accounts.services.registration import on_registered
from core import audit
from core.errors import Refused
from core.validators import DocumentKind
from core.workflow import NotAllowed

TIMES_FOR_LIFE = 2
BARRED = "您正处在失信限制期内（至 {until}），期满前不能申报。如有异议，请{contact}。"
BARRED_FOR_LIFE = "您被认定有失信行为，终身不得申报。如有异议，请{contact}。"
FRAUD_TWICE = "累计在两次申报中发现有学术造假行为的，终身不得申报。如有异议，请{contact}。"
KEPT = "失信限制的记录（姓名、证件号、处理文号）"
NOT_YOURS = "您不能办理这个职改办的问题人员。"
SAME_PERSON = "登记和确认要由两个人办理，请由另一位管理员确认。"
TWIN = "这个人的同一次认定已经登记过了，不用重复登记。"
OTHER_NAME = "这个证件号的账户姓名不是这个，请核对姓名和证件号。"
BAD_NUMBER = "证件号码不符合“{kind}”的格式，请核对。"
NOT_OPEN = "这一条已经是“{state}”，不能再办理。请刷新页面查看。"


@dataclass(frozen=True)
class Proposal:
    """What is entered: who, on what ground and finding, barred from what, and how long."""

    name: str
    document_kind: str
    id_number: str
    ground: str
    finding: str
    acts: tuple[str, ...]
    since: date
    until: date | None
    reason: str
    decree_number: str
    nationality: str = "CHN"


def is_blocked(user, act: str) -> str:
    """Why this person may not do this today, as a sentence for them; empty where nothing bars it.

    Args:
        act: a BarredAct, which is the code of a kind of application.
    """
    today = timezone.localdate()
    entries = [one for one in user.flags.all() if one.state in (FlagState.CONFIRMED, FlagState.LIFTED)]
    fraud = [one for one in entries if one.ground == FlagGround.ACADEMIC_FRAUD and not one.was_mistaken]
    if len({one.finding for one in fraud}) >= TIMES_FOR_LIFE:
        return FRAUD_TWICE.format(contact=_contact(max(fraud, key=lambda one: one.pk).office))
    barring = [one for one in entries if one.bars(act, today)]
    if not barring:
        return ""
    longest = max(barring, key=lambda one: one.until or date.max)
    if longest.until is None:
        return BARRED_FOR_LIFE.format(contact=_contact(longest.office))
    until = f"{longest.until.year} 年 {longest.until.month} 月 {longest.until.day} 日"
    return BARRED.format(until=until, contact=_contact(longest.office))


def _contact(office) -> str:
    return f"致电{office.short_name}（{office.phone}）" if office.phone else f"联系{office.short_name}"


def sentences(user) -> list[str]:
    """Every sentence that bars this person from some kind of application today."""
    prefetch_related_objects([user], "flags")
    return list(dict.fromkeys(filter(None, (is_blocked(user, act) for act in BarredAct))))


@on_registered
@on_corrected
def link(user) -> None:
    """Entries about somebody who had no account then, or gave it up since, become theirs."""
    if digest := document_digest_of(user):
        free = Q(user=None) | Q(user__deregistered_at__isnull=False)
        FlaggedPerson.objects.filter(free, id_digest=digest).update(user=user)


@deregistration.keeps
def kept(user) -> list[str]:
    """What stays of a person who leaves: nobody gets rid of a bar by closing the account."""
    return [KEPT] if user.flags.exclude(state=FlagState.DROPPED).exists() else []


@own_data.contribute
def sheet_of(user) -> list[Sheet]:
    """What is entered about the person and was confirmed."""
    rows = [
        (
            one.get_ground_display(),
            one.finding,
            one.acts_words,
            one.period,
            one.decree_number,
            one.get_state_display(),
        )
        for one in user.flags.order_by("pk")
        if one.state in (FlagState.CONFIRMED, FlagState.LIFTED)
    ]
    heads = ("事由", "发现于", "限制事项", "限制期", "处理文号", "状态")
    return [Sheet("失信限制", heads, rows)] if rows else []


def visible_to(actor):
    """The entries of the own office and of those below."""
    return FlaggedPerson.objects.filter(office__in=jurisdiction(actor, Act.SEE))


def may_propose(actor) -> bool:
    """Whether the person enters 问题人员 for the own office."""
    return bool(actor and actor.office and decide(actor, Act.FLAG_PERSON, item_office=actor.office))


def may_confirm(actor, flag) -> bool:
    """Whether the person decides about an entry as the second one, or lifts it."""
    return bool(actor and actor.office and decide(actor, Act.CONFIRM_FLAG, item_office=flag.office))


def fraud_findings(flag) -> int:
    """In how many applications academic fraud was found of the person of an entry, this one included."""
    same = FlaggedPerson.objects.filter(id_digest=flag.id_digest) | (
        FlaggedPerson.objects.filter(user=flag.user_id) if flag.user_id else FlaggedPerson.objects.none()
    )
    known = same.found().filter(ground=FlagGround.ACADEMIC_FRAUD)
    own = {flag.finding} if flag.ground == FlagGround.ACADEMIC_FRAUD else set()
    return len(own | set(known.values_list("finding", flat=True)))


@transaction.atomic
def propose(said: Proposal, *, actor) -> FlaggedPerson:
    """登记: enter a person for the own office; it bars nobody before it is confirmed.

    Raises:
        NotAllowed: not their right. Refused: the number is none, is somebody else's, or it stands already.
    """
    if not may_propose(actor):
        raise NotAllowed(NOT_YOURS)
    digest, user = _known(said)
    try:
        with transaction.atomic():
            flag = FlaggedPerson.objects.create(
                user=user,
                name=said.name,
                document_kind=said.document_kind,
                id_number=said.id_number,
                id_digest=digest,
                office=actor.office,
                ground=said.ground,
                finding=said.finding,
                acts=list(said.acts),
                since=said.since,
                until=said.until,
                reason=said.reason,
                decree_number=said.decree_number,
                proposed_by=actor.user,
            )
    except IntegrityError:
        raise Refused(TWIN) from None
    _record("proposed", flag, actor)
    for colleague in staff_of(flag.office, Role.ADMIN).exclude(pk=actor.user.pk):
        tell_everywhere(
            colleague,
            "flag_proposed",
            context={"name": actor.user.name},
            url_name="admin_portal:flagged_person_detail",
            url_args=[str(flag.public_id)],
        )
    return flag


def _known(said: Proposal) -> tuple[str, User | None]:
    """The digest of the number, and whose account it is."""
    try:
        digest = identifiers.of_document(said.document_kind, said.id_number, said.nationality)
    except ValidationError:
        raise Refused(BAD_NUMBER.format(kind=DocumentKind(said.document_kind).label)) from None
    user = identifiers.find_user([digest])
    if user is not None and user.name != said.name:
        raise Refused(OTHER_NAME)
    return digest, user


@transaction.atomic
def confirm(flag, *, actor) -> FlaggedPerson:
    """确认 by a second person: it bars from now on, and for life once it is the second academic fraud.

    Done twice by one person it is done once. Raises NotAllowed, or Refused when it was decided otherwise.
    """
    locked = _lock(flag, actor)
    if locked.state == FlagState.CONFIRMED and locked.decided_by_id == actor.user.pk:
        return locked
    _second_person(locked, actor)
    if locked.ground == FlagGround.ACADEMIC_FRAUD and fraud_findings(locked) >= TIMES_FOR_LIFE:
        locked.until = None
    _decide(locked, FlagState.CONFIRMED, actor)
    _record("confirmed", locked, actor)
    _tell(locked, "person_flagged")
    return locked


@transaction.atomic
def drop(flag, reason: str, *, actor) -> FlaggedPerson:
    """不予确认, with the reason. Raises as `confirm` does."""
    locked = _lock(flag, actor)
    if locked.state == FlagState.DROPPED and locked.decided_by_id == actor.user.pk:
        return locked
    _second_person(locked, actor)
    locked.closing_reason = reason
    _decide(locked, FlagState.DROPPED, actor)
    _record("dropped", locked, actor)
    return locked


@transaction.atomic
def lift(flag, reason: str, *, was_mistaken: bool, actor) -> FlaggedPerson:
    """解除, with the reason; only what was a mistake does not count any more. Raises as `confirm` does."""
    locked = _lock(flag, actor)
    if locked.state == FlagState.LIFTED and locked.lifted_by_id == actor.user.pk:
        return locked
    if locked.state != FlagState.CONFIRMED:
        raise Refused(NOT_OPEN.format(state=locked.get_state_display()))
    locked.state, locked.closing_reason, locked.was_mistaken = FlagState.LIFTED, reason, was_mistaken
    locked.lifted_by, locked.lifted_at = actor.user, timezone.now()
    locked.save()
    _record("lifted", locked, actor, mistaken=was_mistaken)
    _tell(locked, "flag_lifted")
    return locked


def _lock(flag, actor) -> FlaggedPerson:
    locked = (
        FlaggedPerson.objects.select_for_update(of=("self",)).select_related("office", "user").get(pk=flag.pk)
    )
    if not may_confirm(actor, locked):
        raise NotAllowed(NOT_YOURS)
    return locked


def _second_person(locked, actor) -> None:
    if locked.state != FlagState.PROPOSED:
        raise Refused(NOT_OPEN.format(state=locked.get_state_display()))
    if locked.proposed_by_id == actor.user.pk:
        raise Refused(SAME_PERSON)


def _decide(locked, state: str, actor) -> None:
    locked.state, locked.decided_by, locked.decided_at = state, actor.user, timezone.now()
    locked.save()


def _record(what: str, flag, actor, **more) -> None:
    audit.record(
        f"accounts.flag_{what}",
        subject=flag,
        actor=actor,
        ground=flag.ground,
        acts=flag.acts,
        until=flag.until.isoformat() if flag.until else "",
        **more,
    )


def _tell(flag, code: str) -> None:
    if flag.user is None:
        return
    context = {"office": flag.office.short_name, "period": flag.period, "contact": _contact(flag.office)}
    tell_everywhere(flag.user, code, context=context, url_name="accounts:profile")

"""隐私注销: what stands in the way, what is kept, and erasing everything else (个人信息保护法, 第四十七条).

Apps above register what they hold of a person: `blocks` says why the account cannot be closed yet, `keeps`
names what the law keeps, `on_erase` takes the rest away.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import CASCADE
from django.utils import timezone

from accounts.enums import CodePurpose, FontSize
from accounts.models import EmployerTransfer, Membership, User
from accounts.services import codes, deregistration_rows, live_sessions, profile
from core import audit
from core.errors import Refused
from messaging import erasure

ERASED_NAME = "已注销用户"
WRONG_CODE = "短信验证码不正确或已过期，请核对后再填，或重新获取。"
STAFF = "您还是“{house}”的工作人员。请先由管理员停用您的工作人员身份，再注销个人账户。"
NO_MOBILE = "您的账户还没有登记手机号，无法核对身份。请先在“设置”里登记手机号。"

Question = Callable[[User], list[str]]
Act = Callable[[User], None]
_blocks: list[Question] = []
_keeps: list[Question] = []
_erasers: list[Act] = []


def blocks(question: Question) -> Question:
    """Register `question(user)`: sentences why the account cannot be closed yet, if any."""
    return _remember(_blocks, question)


def keeps(question: Question) -> Question:
    """Register `question(user)`: what will be kept of this person, in words."""
    return _remember(_keeps, question)


def on_erase(act: Act) -> Act:
    """Register `act(user)`, called in the transaction that erases; by raising Refused it stops it all."""
    return _remember(_erasers, act)


def _remember(known, fn):
    if fn not in known:
        known.append(fn)
    return fn


def obstacles(user) -> list[str]:
    """Every sentence that stands in the way now."""
    serving = Membership.objects.current().filter(user=user).select_related("employer", "office").first()
    found = [STAFF.format(house=serving.house.name)] if serving else []
    found += [] if user.mobile else [NO_MOBILE]
    return found + [sentence for question in _blocks for sentence in question(user)]


def kept(user) -> list[str]:
    """What stays of this person after all, in words."""
    return [words for question in _keeps for words in question(user)]


def send_code(user, ip) -> None:
    """Send the code that confirms it to the person's own mobile. Raises Refused or TooMany."""
    if not user.mobile:
        raise Refused(NO_MOBILE)
    codes.send(CodePurpose.STEP_UP, user.mobile, ip)


def deregister(*, actor, code: str) -> None:
    """Close the acting person's account for good.

    Args:
        code: the six digits sent to the person's own mobile; used up even when something else refuses.

    Raises:
        Refused: something is in the way, or the code is wrong.
    """
    if found := obstacles(actor.user):
        raise Refused("".join(found))
    if not codes.consume(CodePurpose.STEP_UP, actor.user.mobile, code):
        raise Refused(WRONG_CODE)
    _erase(actor)


@transaction.atomic
def _erase(actor) -> None:
    """Transfers are locked before the person, as the road of transfers does."""
    list(EmployerTransfer.objects.select_for_update().filter(person=actor.user))
    user = User.objects.select_for_update().get(pk=actor.user.pk)
    if found := obstacles(user):
        raise Refused("".join(found))
    live_sessions.end_all(user, actor=actor)
    for act in _erasers:
        act(user)
    profile.erase(user, actor=actor)
    deregistration_rows.erase(user, actor=actor)
    erasure.erase(user)
    gone = _erase_own_rows(user)
    _empty(user)
    audit.record("accounts.deregistered", subject=user, actor=actor, erased=gone)


def _erase_own_rows(user) -> list[str]:
    """Delete what hangs on the person by CASCADE: such rows are theirs alone, whichever app they belong to.

    Rows that point at a person by PROTECT or SET_NULL record an act and stay.
    """
    own = [relation for relation in User._meta.related_objects if relation.on_delete is CASCADE]
    for relation in own:
        relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    return sorted(relation.related_model._meta.label_lower for relation in own)


def _empty(user) -> None:
    """Nothing of the row tells who it was; it stays because decided cases and the log point to it."""
    now = timezone.now()
    user.name, user.name_pinyin = ERASED_NAME, ""
    user.document_kind, user.nationality = "", ""
    user.id_number = user.mobile = user.email = ""
    user.birth_on, user.sex = None, ""
    user.security_question = user.security_answer = user.disabled_note = ""
    user.aa, user.employer, user.last_login, user.email_confirmed_at = FontSize.STANDARD, None, None, None
    user.set_unusable_password()
    user.is_active, user.deregistered_at = False, now
    user.save()

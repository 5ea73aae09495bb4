"""忘记密码: three ways to prove who one is, the same road for accounts that exist and that do not.

A code by SMS or e-mail is part of every way: 安全问题 alone proves nothing unless the setting
`SECURITY_QUESTION_ALONE` says so. What is sent, if anything, a worker decides; what a visitor may learn is
whether code and answer together were right.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from accounts.actors import ANONYMOUS, actor_of
from accounts.enums import CodePurpose, RecoveryWay, SecurityQuestion
from accounts.models import User
from accounts.services import codes, contact_changes, credentials, identifiers
from accounts.services.registration import normalise_answer
from core import audit, limits
from core.errors import Refused, TooMany
from core.pii import blind_index
from core.validators import normalise
from messaging.enums import Channel

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ADDRESS = 60
MOST_TRIES = 5
ANSWERS_PER_ACCOUNT = 10
SLOW_DOWN = "找回密码的尝试次数较多，请稍后再试。"
AGAIN = "核对的次数已满，请重新开始验证。"
WRONG_CODE = "验证码不正确或已过期，请核对后再填，或重新获取"
WRONG_ANSWER = "安全答案或验证码不正确，或验证码已过期，请核对后再填"
USED = "密码刚刚已经改过，这次验证不再有效，请重新开始。"


class Unproven(Refused):
    """Code or answer was wrong; the sentence never says which, nor whether there is such an account."""

    status = 422


def start(way, data, *, address):
    """Begin to recover an account: find it, send a code, and return what the session has to remember.

    Args:
        way: a RecoveryWay.
        data: what was typed: `mobile`; or `account` and `email`; or `account` and `channel`.
        address: the network address the request came from.

    Raises:
        TooMany: asked too often.
    """
    _brake(address)
    user, digest, channel = FINDERS[way](data)
    user = user if user and user.is_active else None
    challenge = {
        "way": str(way),
        "digest": digest,
        "channel": str(channel),
        # Somebody who is nobody keeps the statements that follow the same.
        "user": str(user.public_id if user else uuid.uuid4()),
        "question": _question(way, user, digest),
        "nonce": uuid.uuid4().hex,
    }
    _send(challenge, user, address)
    return challenge


def send_again(challenge, *, address):
    """Send another code on the way begun; errors as `start`."""
    _brake(address)
    _send(challenge, _user(challenge), address)


def prove(challenge, *, code, answer, address):
    """Return the person who gave the right code and, with 安全问题找回, the right answer.

    Raises:
        Unproven: something was wrong, or there is no such account.
        TooMany: five tries on this way, ten answers a day for this account, or a brake of the address.
    """
    _brake(address)
    _ration("accounts.recovery.tries", challenge["nonce"], MOST_TRIES, DAY, AGAIN)
    user, asks = _user(challenge), challenge["way"] == RecoveryWay.QUESTION
    answered = not asks or _answer_is_right(challenge, user, answer)
    proven = needs_no_code(challenge["way"]) or codes.consume_digest(
        CodePurpose.RESET, challenge["digest"], code
    )
    if not (user and answered and proven):
        _note_failure(challenge["way"])
        raise Unproven(WRONG_ANSWER if asks else WRONG_CODE)
    _note_proof(user, challenge["way"])
    return user


def needs_no_code(way):
    """Whether the operator lets the security question suffice alone."""
    return way == RecoveryWay.QUESTION and settings.SECURITY_QUESTION_ALONE


def ticket(user, way):
    """What the session remembers of a proof; it dies with the password it may replace."""
    return {"user": str(user.public_id), "way": str(way), "stamp": _stamp(user)}


def holder_of(proof):
    """The person a ticket may set a password for; None when it was used or the account was disabled."""
    user = _user(proof)
    return user if user and _stamp(user) == proof["stamp"] else None


def set_password(proof, password):
    """Set the new password of a proven person, once; all sessions end and the holder is told everywhere.

    Raises:
        ValidationError: the password is not accepted.
        Refused: the ticket was used already.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().filter(public_id=proof["user"], is_active=True).first()
        if user is None or _stamp(user) != proof["stamp"]:
            raise Refused(USED)
        credentials.check_password(user, password)
        actor = actor_of(user)
        if proof["way"] == RecoveryWay.EMAIL:
            contact_changes.mark_email_confirmed(user, actor=actor)
        return credentials.set_password(user, password, actor=actor, event="password_reset")


def _by_mobile(data):
    digest = identifiers.of_mobile(data["mobile"])
    return identifiers.find_user([digest]), digest, Channel.SMS


def _by_email(data):
    """Address and account must be of one person: an address misspelt at registration is a stranger's.

    So the account has to be named by something else than the address itself.
    """
    digest = identifiers.of_email(data["email"])
    names = set(identifiers.candidates(data["account"])) - {identifiers.of_email(data["account"])}
    user = identifiers.find_user(sorted(names))
    holder = identifiers.find_user([digest])
    return user if user == holder else None, digest, Channel.EMAIL


def _by_question(data):
    """The code is bound to what was typed, so that no limit tells to which mobile an account belongs."""
    user = identifiers.find_user(identifiers.candidates(data["account"]))
    typed = normalise(data["account"]).lower()
    return user, blind_index("recovery.account", typed), Channel(data["channel"])


FINDERS = {
    RecoveryWay.SMS: _by_mobile,
    RecoveryWay.EMAIL: _by_email,
    RecoveryWay.QUESTION: _by_question,
}


def _send(challenge, user, address):
    if needs_no_code(challenge["way"]):
        return
    channel = Channel(challenge["channel"])
    to = getattr(user, "mobile" if channel == Channel.SMS else "email", "")
    codes.ask(CodePurpose.RESET, challenge["digest"], to=to, ip=address, channel=channel)


def _user(known):
    return User.objects.filter(public_id=known["user"], is_active=True).first()


def _question(way, user, digest):
    """The person's question; for nobody always the same one for the same typed account."""
    if way != RecoveryWay.QUESTION:
        return ""
    chosen = user.security_question if user else ""
    return chosen or SecurityQuestion.values[int(digest[:8], 16) % len(SecurityQuestion.values)]


def _answer_is_right(challenge, user, answer):
    """Run the hasher once, for nobody too, so that the time tells nothing."""
    _ration(
        "accounts.recovery.answers",
        challenge["user"] if user else challenge["digest"],
        ANSWERS_PER_ACCOUNT,
        DAY,
        "这个账户今天用安全问题找回的次数已满，请改用短信找回或邮箱找回。",
    )
    given = normalise_answer(answer)
    if user is None or not user.security_answer:
        make_password(given)
        return False
    return check_password(given, user.security_answer)


def _brake(address):
    _ration("accounts.recovery.address", address, PER_ADDRESS, HOUR, SLOW_DOWN)


def _ration(scope, key, limit, window, sentence):
    try:
        limits.check_and_hit(scope, key, limit, window)
    except TooMany as full:
        raise TooMany(sentence, retry_after=full.retry_after) from None


def _stamp(user):
    return blind_index("password", user.password)


@transaction.atomic
def _note_failure(way):
    audit.record(
        "accounts.recovery_failed",
        subject=("accounts.recovery", None),
        actor=ANONYMOUS,
        way=RecoveryWay(way).label,
    )


@transaction.atomic
def _note_proof(user, way):
    audit.record("accounts.recovery_proved", subject=user, actor=actor_of(user), way=RecoveryWay(way).label)

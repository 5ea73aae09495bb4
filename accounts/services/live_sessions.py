"""The sessions of a person: noted when they open, seen now and then, ended here or elsewhere."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.enums import Capacity
from accounts.models import SessionRecord
from core import audit
from core.errors import Refused

SEEN_EVERY = timedelta(minutes=1)
# Two hosts may disagree by some minutes and still share their sessions.
SLACK = timedelta(minutes=10)
KEPT_FOR = timedelta(days=180)
SIGNED_IN_AGAIN = "重新登录"
SIGNED_OUT = "退出系统"
ENDED_HERE = "在“登录设备”里结束"
ENDED_ELSEWHERE = "账户信息变更后结束"
TIMED_OUT = "长时间没有操作"


def opened(user, *, session_key, capacity, device, place):
    """Note a session that has just begun."""
    return SessionRecord.objects.create(
        user=user, session_key=session_key, capacity=capacity, device=device[:60], place=place[:60]
    )


def renamed(old_key, new_key, capacity):
    """The session goes on under another key, perhaps in another capacity."""
    SessionRecord.objects.filter(session_key=old_key).exclude(session_key="").update(
        session_key=new_key, capacity=capacity
    )


def is_alive(session_key):
    """Whether a record says that this session still opens something; asking is a sign of life.

    It must not be ended, nor idle, nor open for too long; one last seen in the future means that a clock
    was set back, and opens nothing.
    """
    record = SessionRecord.objects.live().filter(session_key=session_key).exclude(session_key="").first()
    if record is None:
        return False
    if _seconds_left(record) <= 0:
        closed(session_key, TIMED_OUT)
        return False
    if timezone.now() - record.last_seen_at > SEEN_EVERY:
        SessionRecord.objects.filter(pk=record.pk).update(last_seen_at=timezone.now())
    return True


def open_of(user):
    """The sessions of a person that still open something, the one used last first."""
    records = SessionRecord.objects.live().filter(user=user).order_by("-last_seen_at", "-pk")
    return [record for record in records if _seconds_left(record) > 0]


def idle_seconds(capacity):
    """Seconds without a request after which a session in this capacity ends."""
    return settings.SESSION_IDLE[_side(capacity)]


def _side(capacity):
    return "applicant" if capacity == Capacity.APPLICANT else "staff"


def _seconds_left(record):
    """Seconds until the session ends without another request; 0 or less when it is over."""
    now = timezone.now()
    if record.last_seen_at > now + SLACK:
        return 0
    idle = idle_seconds(record.capacity) - (now - record.last_seen_at).total_seconds()
    longest = settings.SESSION_LONGEST[_side(record.capacity)]
    return min(idle, longest - (now - record.created_at).total_seconds())


@transaction.atomic
def closed(session_key, why):
    """A session ended by itself: signed out, or timed out."""
    if session_key:
        _end(SessionRecord.objects.filter(session_key=session_key), why)


@transaction.atomic
def end_all(user, *, actor, keep="", why=ENDED_ELSEWHERE):
    """End every session of `user` but the one under the key `keep`; returns how many were open.

    Their next request finds no session any more: the rows are gone from the database.
    """
    others = SessionRecord.objects.live().filter(user=user).exclude(session_key=keep)
    ended = _end(others, why)
    if ended:
        audit.record("accounts.sessions_ended", subject=user, actor=actor, count=ended)
    return ended


@transaction.atomic
def end_one(record, *, actor):
    """End one session of one's own; ending it again changes nothing."""
    if record.user_id != actor.user.pk:
        raise Refused("这不是您的登录记录。")
    if _end(SessionRecord.objects.filter(pk=record.pk), ENDED_HERE):
        audit.record("accounts.sessions_ended", subject=actor.user, actor=actor, count=1)


def _end(records, why):
    """Delete the sessions behind these records and close the records; returns how many were open."""
    live = list(records.live().select_for_update().values_list("pk", "session_key"))
    Session.objects.filter(session_key__in=[key for _, key in live if key]).delete()
    return SessionRecord.objects.filter(pk__in=[pk for pk, _ in live]).update(
        session_key="", ended_at=timezone.now(), ended_why=why
    )


@transaction.atomic
def purge():
    """Close what was left open and delete records of sessions that ended long ago; returns how many."""
    longest = timedelta(seconds=max(settings.SESSION_LONGEST.values()))
    _end(SessionRecord.objects.filter(created_at__lt=timezone.now() - longest - SLACK), TIMED_OUT)
    return SessionRecord.objects.filter(ended_at__lt=timezone.now() - KEPT_FOR).delete()[0]

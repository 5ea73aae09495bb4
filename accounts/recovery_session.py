"""What a session remembers on the road of 忘记密码: for 15 minutes, in this session only."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts import sessions

CHALLENGE = "recovery_challenge"
TICKET = "recovery_ticket"
LIFETIME = timedelta(minutes=15)


def remember(request, key, data):
    """Keep `data` under a new session key; what was begun before is forgotten."""
    forget(request.session)
    request.session[key] = {**data, "at": timezone.now().isoformat()}
    sessions.renew_key(request)


def recall(session, key):
    """What was kept in the last 15 minutes, or None; a clock that went back remembers nothing."""
    kept = session.get(key)
    if not kept:
        return None
    age = timezone.now() - datetime.fromisoformat(kept["at"])
    return kept if timedelta(0) <= age <= LIFETIME else None


def forget(session):
    """The road has ended or begins again."""
    for key in (CHALLENGE, TICKET):
        session.pop(key, None)

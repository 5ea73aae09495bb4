"""The first password of an account somebody else opened: random, shown once, to be changed at once."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import live_sessions
from core import audit

VALID_FOR = timedelta(days=7)
# Without signs that are mistaken for one another when read aloud or copied by hand.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


def new_secret():
    """A random text such as k7mw-2hfd-t9pz-q4sn: 79 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


@transaction.atomic
def issue(user, *, actor):
    """Give `user` a one-time password, valid for 7 days, end all sessions, and return it to be shown once.

    It opens nothing but the page on which a password of one's own is chosen.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    secret = new_secret()
    locked.set_password(secret)
    locked.must_change_password = True
    locked.secret_expires_at = timezone.now() + VALID_FOR
    locked.save(update_fields=["password", "must_change_password", "secret_expires_at"])
    live_sessions.end_all(locked, actor=actor)
    audit.record("accounts.one_time_secret_issued", subject=locked, actor=actor)
    return secret

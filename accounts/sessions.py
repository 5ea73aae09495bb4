"""Opening and closing the session of an actor, and what it remembers on the way to an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.utils import timezone

from accounts.actors import SESSION_KEY
from accounts.paths import is_own_path
from accounts.services import identifiers

PROVEN = "proven_mobile"
PROVEN_FOR = timedelta(minutes=15)


def open_session(request, actor):
    """Sign the actor in under a new session key; the membership acted in is kept with it."""
    login(request, actor.user, backend="accounts.backends.SessionBackend")
    request.session.pop(PROVEN, None)
    act_in(request, actor.membership)


def act_in(request, membership):
    """Act in `membership` from now on, as an applicant when it is None."""
    request.session[SESSION_KEY] = str(membership.public_id) if membership else ""
    request.session.cycle_key()


def close_session(request):
    """End the session on the server too: its key opens nothing any more."""
    logout(request)


def home_of(actor):
    """The address of the first page of a capacity."""
    return settings.HOMES[str(actor.capacity)]


def next_page(request, actor):
    """Where the person wanted to go, if it is a page of ours; else the home of the capacity."""
    wanted = request.GET.get("next", "")
    return wanted if is_own_path(request, wanted) else home_of(actor)


def remember_proof(session, mobile):
    """A code sent to `mobile` was typed in here; other fields may now be mended without a new SMS."""
    session[PROVEN] = {"mobile": identifiers.of_mobile(mobile), "at": timezone.now().isoformat()}


def is_proven(session, mobile):
    """Whether that was within the last 15 minutes; a clock that went back proves nothing."""
    proof = session.get(PROVEN)
    if not proof or proof["mobile"] != identifiers.of_mobile(mobile):
        return False
    age = timezone.now() - datetime.fromisoformat(proof["at"])
    return timedelta(0) <= age <= PROVEN_FOR

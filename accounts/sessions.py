"""Opening and closing the session of an actor, and what it remembers on the way to an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.utils import timezone

from accounts import consent_gate
from accounts.actors import SESSION_KEY
from accounts.devices import device_of, place_of
from accounts.paths import is_own_path
from accounts.services import identifiers, live_sessions, second_factor

PROVEN = "proven_address"
PROVEN_FOR = timedelta(minutes=15)
SECOND_FACTOR = "second_factor"
DUE, GIVEN = "due", "given"


def open_session(request, actor):
    """Sign the actor in under a new session key; the membership acted in is kept with it."""
    live_sessions.closed(request.session.session_key, live_sessions.SIGNED_IN_AGAIN)
    login(request, actor.user, backend="accounts.backends.SessionBackend")
    request.session.pop(PROVEN, None)
    act_in(request, actor)
    consent_gate.note(request, actor.user)
    live_sessions.opened(
        actor.user,
        session_key=request.session.session_key,
        capacity=actor.capacity,
        device=device_of(request.headers.get("User-Agent", "")),
        place=place_of(request.client_ip),
    )


def act_in(request, actor):
    """Act as `actor` from now on: in a membership, or as an applicant."""
    request.session[SESSION_KEY] = str(actor.membership.public_id) if actor.membership else ""
    if SECOND_FACTOR not in request.session and second_factor.is_due(actor):
        request.session[SECOND_FACTOR] = DUE
    former = request.session.session_key or ""
    request.session.cycle_key()
    live_sessions.renamed(former, request.session.session_key, actor.capacity)


def second_factor_is_due(session):
    """Whether this session opens nothing yet but the page that asks for the second factor."""
    return session.get(SECOND_FACTOR) == DUE


def second_factor_given(request):
    """The second factor was given in this session, which goes on under another key."""
    request.session[SECOND_FACTOR] = GIVEN
    renew_key(request)


def renew_key(request):
    """Another key for the same session; what is noted of the session follows."""
    former = request.session.session_key or ""
    request.session.cycle_key()
    live_sessions.renamed(former, request.session.session_key, request.actor.capacity)


def go_on(request, user):
    """Stay signed in here after the password of `user` changed, under another key."""
    former = request.session.session_key or ""
    update_session_auth_hash(request, user)
    live_sessions.renamed(former, request.session.session_key, request.actor.capacity)


def close_session(request):
    """End the session on the server too: its key opens nothing any more."""
    live_sessions.closed(request.session.session_key, live_sessions.SIGNED_OUT)
    logout(request)


def home_of(actor):
    """The address of the first page of a capacity."""
    return settings.HOMES[str(actor.capacity)]


def next_page(request, actor):
    """Where the person wanted to go, if it is a page of ours; else the home of the capacity."""
    wanted = request.GET.get("next", "")
    return wanted if is_own_path(request, wanted) else home_of(actor)


def remember_proof(session, address):
    """A code sent to a mobile or e-mail address was typed in here; other fields may now be mended."""
    session[PROVEN] = {"address": identifiers.of_address(address), "at": timezone.now().isoformat()}


def is_proven(session, address):
    """Whether that was within the last 15 minutes; a clock that went back proves nothing."""
    proof = session.get(PROVEN)
    if not proof or proof["address"] != identifiers.of_address(address):
        return False
    age = timezone.now() - datetime.fromisoformat(proof["at"])
    return timedelta(0) <= age <= PROVEN_FOR

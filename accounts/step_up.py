"""再次核对身份: acts that cannot easily be undone ask for a proof given within the last ten minutes."""

from datetime import datetime, timedelta
from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.forms.step_up import SECRET, ProofForm
from accounts.services import proofs
from core.errors import Refused

FRESH_FOR = timedelta(minutes=10)
PROVED_AT = "proved_at"
NOT_CARRIED = (SECRET, "csrfmiddlewaretoken")


def is_fresh(session):
    """Whether a proof was given in this session within ten minutes; a clock that went back proves nothing."""
    at = session.get(PROVED_AT)
    return bool(at) and timedelta(0) <= timezone.now() - datetime.fromisoformat(at) <= FRESH_FOR


def mark_fresh(session):
    """A proof has just been given."""
    session[PROVED_AT] = timezone.now().isoformat()


def reauthenticated(view):
    """Decorate a dangerous view: without a fresh proof it asks for one first.

    A post is carried along and acts together with the proof, so that nothing typed is lost but files and
    passwords, which have to be given again; any other request comes back after the proof.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_fresh(request.session):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            page = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:step_up')}?{page}")
        if SECRET not in request.POST:
            return ask(request, ProofForm(actor=request.actor))
        form = ProofForm(request.POST, actor=request.actor)
        if not proves(request, form):
            return ask(request, form)
        request.POST = without_secret(request.POST)
        return view(request, *args, **kwargs)

    guarded.asks_for_proof = True
    return guarded


def proves(request, form):
    """Whether the form holds a right proof; if not it says why, and `form.status` how to answer."""
    form.status = 422
    if not form.is_valid():
        return False
    try:
        proofs.prove(request.actor, form.cleaned_data[SECRET])
    except Refused as refusal:
        form.add_error(SECRET, str(refusal))
        form.status = refusal.status
        return False
    mark_fresh(request.session)
    return True


def ask(request, form):
    """The page that asks, carrying along what was posted."""
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED and "password" not in name
        for value in values
    ]
    context = {"form": form, "carried": carried, "action": request.get_full_path()}
    response = render(request, "accounts/step_up.html", context, status=getattr(form, "status", 200))
    response["Cache-Control"] = "private, no-store"
    return response


def without_secret(posted):
    """What was posted without the proof, so that no form and no log gets to see it."""
    kept = posted.copy()
    del kept[SECRET]
    return kept

"""再次核对身份, for pages that only open after a fresh proof."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts import sessions
from accounts.forms.step_up import ProofForm
from accounts.step_up import ask, proves


@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request):
    """Ask for the proof, then go on to the page that wanted it."""
    form = ProofForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST" and proves(request, form):
        return redirect(sessions.next_page(request, request.actor))
    return ask(request, form)

"""The moves made at a desk: judged by the workflow, asked once more when they cannot be taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.step_up import reauthenticated_for
from admin_portal.desk import Attempt, blocked, irreversible
from admin_portal.queue import Queue
from admin_portal.views.common import make_move, render_desk, visible_case
from applications.enums import ApplicationState
from applications.models import Application, ApplicationProgress
from applications.services.transitions import move_form, perform, workflow_of

NEXT = "next"
ISSUES = "approve"
LAST = "刚才是这个列表的最后一件，后面没有了，已回到列表。"


@require_POST
@reauthenticated_for(ISSUES)
def application_transition(request, portal, public_id, move):
    """Make one move. Who presses twice sees the same page; who comes second is told who was first."""
    queue = Queue(portal, request.actor, request.GET)
    if _was_sent_on(request.actor, public_id, move):
        return redirect(queue.url)
    application = visible_case(request, portal, public_id)
    if move not in workflow_of(application).transitions:
        raise Http404
    form = move_form(application, move, request.actor, request.POST)
    question = _question(request, portal, application, move, form)
    if question:
        return question
    goes_on = request.POST.get("after") == NEXT
    following = queue.neighbour(application) if goes_on else None
    done, refusal = make_move(request, perform, application, move)
    if refusal:
        return _refused(request, portal, public_id, Attempt(move, form, str(refusal)), refusal.status)
    messages.success(request, _told(done, move))
    if goes_on and following is None:
        messages.info(request, LAST)
        return redirect(queue.url)
    if following is None and not _is_seen(request.actor, done):
        return redirect(queue.url)
    return redirect(queue.desk_url(following or done))


def _is_seen(actor, application) -> bool:
    """Whether the person may still see it: what a lower office has passed up or sent back is gone there."""
    return Application.objects.visible_to(actor).filter(pk=application.pk).exists()


def _was_sent_on(actor, public_id, move) -> bool:
    """Whether the person pressed this before, and by that sent the case where they do not see it."""
    moved = ApplicationProgress.objects.filter(application__public_id=public_id).select_related("application")
    latest = moved.order_by("-pk").first()
    if latest is None or (latest.by_id, latest.move) != (actor.user.pk, move):
        return False
    return not _is_seen(actor, latest.application)


def _question(request, portal, application, move, form):
    """The page to show before acting: what is still to be filled in, or 不通过 asked once more."""
    transition = workflow_of(application).transitions[move]
    if transition not in workflow_of(application).open_to(request.actor, application):
        return None
    if not form.is_valid() or "edit" in request.POST:
        status = 200 if form.is_valid() else 422
        # A form that is closed by now is not shown: what was typed into it stands beside the reason.
        closed = "" if form.is_valid() else blocked(application, request.actor, transition)
        attempt = Attempt(move, form, closed)
        return render_desk(request, portal, application, status=status, attempt=attempt)
    if not irreversible(transition) or "confirmed" in request.POST:
        return None
    context = {
        "application": application,
        "queue": Queue(portal, request.actor, request.GET),
        "label": transition.label_in(application.state),
        "opinion": form.cleaned_data.get("opinion", ""),
        "posted": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
    }
    return render(request, "admin_portal/application_confirm.html", context)


def _refused(request, portal, public_id, attempt, status):
    """The same desk as it is now, with what was typed; a plain page when the case has left this desk."""
    fresh = portal.visible(request.actor).with_names().filter(public_id=public_id).first()
    if fresh:
        return render_desk(request, portal, fresh, status=status, attempt=attempt)
    context = {"portal": portal, "attempt": attempt, "queue": Queue(portal, request.actor, request.GET)}
    return render(request, "admin_portal/application_gone.html", context, status=status)


def _told(done, move) -> str:
    label = workflow_of(done).transitions[move].label
    return f"已办理“{label}”，现在的状态：{ApplicationState(done.state).staff_label}。"

"""审核报送, 撤回, 删除 and 恢复: the moves of the applicant."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import for_applicants
from applications import labels, registry
from applications.enums import ApplicationState
from applications.forms.moves import CommitmentForm
from applications.promises import promised_days
from applications.questions import QUESTIONS
from applications.services.cards import place_of
from applications.services.check_rules import APPLICANT
from applications.services.checkup import checkup
from applications.services.editor import question_due
from applications.services.road import due_on
from applications.services.transitions import move_form, open_moves, perform, why_closed, workflow_of
from applications.views.common import own_application, own_to_move, page_context, refused_page
from core.errors import Refused
from core.versions import version_of
from core.workflow import AlreadyDone


@require_safe
@for_applicants
def application_check(request, public_id):
    """报送前体检: what must be mended, the pledge, the button."""
    application = own_application(request, public_id)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    said_before = {"review_reason": application.review_reason}
    return _check_page(request, application, CommitmentForm(subject=application, initial=said_before), 200)


@require_POST
@for_applicants
def application_transition(request, public_id, move):
    """Make one move; pressing twice shows the same page as pressing once."""
    application = own_to_move(request, public_id)
    if move not in workflow_of(application).transitions:
        raise Http404
    version = version_of(request.POST) if "version" in request.POST else None
    try:
        perform(application, move, actor=request.actor, data=request.POST.dict(), expected_version=version)
    except AlreadyDone:
        return _done(request, application, move)
    except Refused as refusal:
        return _refused(request, application, move, refusal)
    return _done(request, application, move)


def _done(request, application, move):
    if move == "submit":
        return redirect("applications:application_done", public_id=application.public_id)
    sentence = QUESTIONS[move].answer.format(kind=application.get_kind_display())
    messages.success(request, f"{labels.SYSTEM_MESSAGE}：{sentence}")
    return redirect(f"{reverse('applications:application_list')}?kind={application.kind}")


def _refused(request, application, move, refusal):
    fresh = own_application(request, application.public_id)
    if move == "submit" and fresh.is_editable:
        form = CommitmentForm(request.POST, subject=fresh, actor=request.actor)
        complete = form.is_valid()
        if complete:
            form.add_error(None, str(refusal))
        return _check_page(request, fresh, form, refusal.status if complete else 422)
    form = move_form(fresh, move, request.actor, request.POST)
    asked = next((one for one in open_moves(fresh, request.actor) if one.name == move), None)
    if asked and form.visible_fields() and not form.is_valid():
        return _confirm_page(request, fresh, asked, form, 422)
    return refused_page(request, fresh, refusal)


def _check_page(request, application, form, status):
    verdict = registry.kind(application.kind).judge(application)
    form.ask_only_what_is_needed(verdict)
    context = page_context(
        application,
        request.actor,
        form=form,
        verdict=verdict,
        place=place_of(application),
        closed=why_closed(application, "submit"),
        question=question_due(application, request.actor),
        checkup=checkup(application, APPLICANT),
        pledge=labels.PLEDGE,
        pledge_heading=labels.PLEDGE_HEADING,
        promised=[promised_days(state, application.kind) for state in ("employer_review", "office_review")],
        shows_people=registry.kind(application.kind).shows_people,
    )
    return render(request, "applications/application_check.html", context, status=status)


@require_safe
@for_applicants
def application_confirm(request, public_id, move):
    """Ask once before a move that the applicant does not make by a form: 撤回, 删除, 遗失申明 …"""
    application = own_application(request, public_id)
    found = [open_move for open_move in open_moves(application, request.actor) if open_move.name == move]
    if move not in QUESTIONS:
        raise Http404
    if not found:
        return redirect("applications:application_detail", public_id=public_id)
    return _confirm_page(request, application, found[0], found[0].form, 200)


def _confirm_page(request, application, move, form, status):
    question = QUESTIONS[move.name]
    context = page_context(
        application,
        request.actor,
        move=move,
        form=form,
        question=question,
        facts=question.facts(application) if question.facts else [],
        caution=question.caution(application) if question.caution else "",
    )
    return render(request, "applications/application_confirm.html", context, status=status)


@require_safe
@for_applicants
def application_done(request, public_id):
    """The confirmation after 同意并报送, while what it says is so."""
    application = own_application(request, public_id)
    if application.state not in ApplicationState.with_staff:
        return redirect("applications:application_edit", public_id=public_id)
    context = page_context(
        application,
        request.actor,
        heading=labels.SYSTEM_MESSAGE,
        sentence=labels.SUBMITTED.format(kind=application.get_kind_display()),
        promised=promised_days(application.state, application.kind),
        shows_people=registry.kind(application.kind).shows_people,
        due=due_on(application),
    )
    return render(request, "applications/application_done.html", context)

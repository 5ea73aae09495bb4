"""审核报送, 撤回, 删除 and 恢复: the moves of the applicant."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import for_applicants
from applications import labels
from applications.forms.moves import CommitmentForm
from applications.promises import promised_days
from applications.services.cards import place_of
from applications.services.completeness import blocker_count, report
from applications.services.road import due_on
from applications.services.transitions import open_moves, perform, workflow_of
from applications.views.common import own_application, page_context
from core.errors import Refused
from core.versions import version_of
from core.workflow import AlreadyDone

QUESTIONS = {
    "withdraw": (labels.WITHDRAW_TITLE, labels.WITHDRAW_QUESTION, "撤回后可以修改，再重新报送。"),
    "delete": (labels.WITHDRAW_TITLE, "是否删除这份申报?", "删除后在回收站保留 14 天，期间可以恢复。"),
    "restore": (labels.WITHDRAW_TITLE, "是否恢复这份申报?", "恢复后回到待完善，可以继续填写。"),
}
ANSWERS = {
    "withdraw": labels.WITHDRAWN,
    "delete": "您的{kind}申报已删除，在回收站保留 14 天。",
    "restore": "您的{kind}申报已恢复，可以继续填写。",
}


@require_safe
@for_applicants
def application_check(request, public_id):
    """报送前体检: what must be mended, the pledge, the button."""
    application = own_application(request, public_id)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    return _check_page(request, application, CommitmentForm(), 200)


@require_POST
@for_applicants
def application_transition(request, public_id, move):
    """Make one move; pressing twice shows the same page as pressing once."""
    application = own_application(request, public_id)
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
    sentence = ANSWERS[move].format(kind=application.get_kind_display())
    messages.success(request, f"{labels.SYSTEM_MESSAGE}：{sentence}")
    return redirect("applications:application_list")


def _refused(request, application, move, refusal):
    fresh = own_application(request, application.public_id)
    if move == "submit" and fresh.is_editable:
        form = CommitmentForm(request.POST)
        complete = form.is_valid()
        if complete:
            form.add_error(None, str(refusal))
        return _check_page(request, fresh, form, refusal.status if complete else 422)
    context = page_context(fresh, request.actor, sentence=str(refusal), heading=labels.ERROR)
    return render(request, "applications/application_refused.html", context, status=refusal.status)


def _check_page(request, application, form, status):
    statuses = report(application)
    context = page_context(
        application,
        request.actor,
        form=form,
        place=place_of(application),
        statuses=statuses,
        blockers=blocker_count(statuses),
        passed=[s for s in statuses if not s.blockers],
        pledge=labels.PLEDGE,
        promised=[promised_days(state) for state in ("employer_review", "office_review")],
    )
    return render(request, "applications/application_check.html", context, status=status)


@require_safe
@for_applicants
def application_confirm(request, public_id, move):
    """Ask once before 撤回, 删除 or 恢复."""
    application = own_application(request, public_id)
    found = [open_move for open_move in open_moves(application, request.actor) if open_move.name == move]
    if move not in QUESTIONS:
        raise Http404
    if not found:
        return redirect("applications:application_detail", public_id=public_id)
    title, question, note = QUESTIONS[move]
    context = page_context(
        application, request.actor, move=found[0], title=title, question=question, note=note
    )
    return render(request, "applications/application_confirm.html", context)


@require_safe
@for_applicants
def application_done(request, public_id):
    """The confirmation after 同意并报送."""
    application = own_application(request, public_id)
    if application.submitted_at is None:
        return redirect("applications:application_edit", public_id=public_id)
    context = page_context(
        application,
        request.actor,
        heading=labels.SYSTEM_MESSAGE,
        sentence=labels.SUBMITTED.format(kind=application.get_kind_display()),
        promised=promised_days(application.state),
        due=due_on(application),
    )
    return render(request, "applications/application_done.html", context)

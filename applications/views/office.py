"""报送职改办: change level and office while the application can be edited."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.gates import for_applicants
from applications import registry
from applications.services.drafts import NOT_EDITABLE, change_office, office_lock
from applications.services.retargeting import dependants, requirement_change
from applications.views.common import own_application, page_context, refused_page
from core.errors import Refused
from core.versions import version_of, version_to_show

CHANGED = "级别和报送职改办已更换。请核对{sections}，重新选择资格名称并保存。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def office_change(request, public_id):
    """The page of the dialog 报送职改办."""
    application = own_application(request, public_id)
    if closed := _closed(request, application):
        return closed
    kind = registry.kind(application.kind)
    posted = request.POST if request.method == "POST" else None
    form = kind.target_form(posted, kind=kind, initial=kind.target_form.initial_of(application))
    status, required, refusal = 200, None, None
    if request.method == "POST":
        status, required, refusal = _change(request, application, form)
        if status == 0:
            named = "、".join(f"“{title}”" for title in dependants(application))
            messages.success(request, CHANGED.format(sections=named))
            return redirect("applications:application_edit", public_id=public_id)
    context = page_context(
        application,
        request.actor,
        form=form,
        dependants=dependants(application),
        required=required,
        version=version_to_show(application, posted, refusal),
    )
    return render(request, "applications/target_form.html", context, status=status)


def _closed(request, application):
    """What is answered while it cannot be sent elsewhere, with the reason to a post; None while it can."""
    sentence = office_lock(application)
    if not (sentence or application.is_editable):
        sentence = NOT_EDITABLE.format(state=application.get_state_display())
    if sentence and request.method == "POST":
        return refused_page(request, application, Refused(sentence))
    return redirect("applications:application_detail", application.public_id) if sentence else None


def _change(request, application, form):
    """0 when it was changed, else the status; then what has to be agreed to first and the refusal, if any."""
    if not form.is_valid():
        return 422, None, None
    required = requirement_change(application, form.target())
    if required and request.POST.get("agreed") != required.token:
        return 409, required, None
    version = version_of(request.POST)
    try:
        change_office(application, actor=request.actor, target=form.target(), expected_version=version)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refusal.status, None, refusal
    return 0, None, None

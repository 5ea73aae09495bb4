"""报送职改办: change level and office while the application can be edited."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.gates import for_applicants
from applications import registry
from applications.forms.pages import TargetForm
from applications.services.drafts import change_office
from applications.views.common import own_application, page_context
from core.errors import Refused
from core.versions import version_of

CHANGED = "级别和报送职改办已更换。请重新选择“1. 申报信息”里的资格名称并保存。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def office_change(request, public_id):
    """The page of the dialog 报送职改办."""
    application = own_application(request, public_id)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    now = {
        "level_group": application.level_group,
        "office_name": application.office.name,
        "office": application.office.public_id,
    }
    posted = request.POST if request.method == "POST" else None
    form = TargetForm(posted, kind=registry.kind(application.kind), initial=now)
    status = 200
    if request.method == "POST":
        status = _change(request, application, form)
        if status == 0:
            messages.success(request, CHANGED)
            return redirect("applications:application_edit", public_id=public_id)
    context = page_context(application, request.actor, form=form, dependants=_dependants(application))
    return render(request, "applications/target_form.html", context, status=status)


def _change(request, application, form) -> int:
    """0 when it was changed, else the status of the refusal."""
    if not form.is_valid():
        return 422
    try:
        change_office(
            application,
            actor=request.actor,
            level_group=form.cleaned_data["level_group"],
            office=form.cleaned_data["found_office"],
            expected_version=version_of(request.POST),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    return 0


def _dependants(application) -> list[str]:
    sections = registry.kind(application.kind).sections
    return [section.title for section in sections if section.depends_on_office]

"""合并: two employers that are one house."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.enums import EmployerState
from accounts.services.employer_merge import doubles_of
from accounts.services.employer_rights import is_admin_above, visible_to
from accounts.step_up import reauthenticated
from admin_portal.forms.employers import MergeChoiceForm
from admin_portal.merging import merge
from admin_portal.views.employers import visible_employer
from core.errors import Refused
from core.versions import version_of

MOST = 10


@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def employer_merge(request, public_id):
    """Choose the double and which of the two stays; then both become one."""
    employer = visible_employer(request, public_id)
    if not is_admin_above(request.actor, employer):
        raise PermissionDenied("合并单位由职改办管理员办理。")
    if employer.state == EmployerState.MERGED:
        raise Http404
    form = MergeChoiceForm(
        request.POST or None,
        employer=employer,
        actor=request.actor,
        candidates=_candidates(request, employer),
    )
    if request.method != "POST":
        return _page(request, employer, form)
    if not form.is_valid():
        return _page(request, employer, form, status=422)
    goes, stays = form.pair
    version = version_of(request.POST) if goes.pk == employer.pk else None
    try:
        merge(
            goes,
            stays,
            opinion=form.cleaned_data["opinion"],
            actor=request.actor,
            expected_version=version,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, employer, form, status=refusal.status)
    messages.success(request, f"“{goes.name}”已并入“{stays.name}”。")
    return redirect("admin_portal:employer_detail", public_id=stays.public_id)


def _candidates(request, employer) -> list[int]:
    """Likely doubles, and what was looked for by name or identifier."""
    words = request.GET.get("q", "").strip()
    found = [row.pk for row in doubles_of(employer)]
    if words:
        found += visible_to(request.actor).shown().matching(words).values_list("pk", flat=True)[:MOST]
    return found


def _page(request, employer, form, *, status=200):
    form.only_candidates()
    context = {
        "employer": employer,
        "form": form,
        "q": request.GET.get("q", ""),
        "has_candidates": form.fields["other"].queryset.exists(),
    }
    return render(request, "admin_portal/employer_merge.html", context, status=status)

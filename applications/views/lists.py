"""申报职称: the cards, 我要申报, and the bin."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import for_applicants
from applications import registry
from applications.enums import ApplicationState
from applications.forms.pages import TargetForm
from applications.models import Application
from applications.services.cards import cards_of
from applications.services.drafts import create_draft
from applications.services.guards import BIN_DAYS
from core.errors import Refused


def asked_kind(request):
    """The kind named in the address; without one the first; 404 for one that does not exist."""
    code = request.GET.get("kind") or registry.kinds()[0].code
    try:
        return registry.kind(code)
    except KeyError:
        raise Http404 from None


@require_safe
@for_applicants
def application_list(request):
    """Cards of one kind."""
    kind = asked_kind(request)
    in_bin = Application.objects.visible_to(request.actor).filter(
        kind=kind.code, state=ApplicationState.DELETED
    )
    context = {
        "kind": kind,
        "cards": cards_of(request.actor, kind=kind.code),
        "bin_count": in_bin.count(),
        "bin_days": BIN_DAYS,
    }
    return render(request, "applications/application_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def application_create(request):
    """我要申报: choose 级别 and 报送职改办."""
    kind = asked_kind(request)
    form = TargetForm(request.POST if request.method == "POST" else None, kind=kind)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = {
                "level_group": form.cleaned_data["level_group"],
                "office": form.cleaned_data["found_office"],
            }
            try:
                application = create_draft(kind.code, actor=request.actor, **chosen)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, "已新建申报。请逐项填写，内容会自动保存。")
                return redirect("applications:application_edit", public_id=application.public_id)
    return render(request, "applications/target_form.html", {"form": form, "kind": kind}, status=status)


@require_safe
@for_applicants
def application_bin(request):
    """回收站: drafts deleted within the last days."""
    deleted = Application.objects.visible_to(request.actor).filter(state=ApplicationState.DELETED)
    rows = deleted.with_names().order_by("-deleted_at")[:50]
    return render(request, "applications/application_bin.html", {"rows": rows, "bin_days": BIN_DAYS})

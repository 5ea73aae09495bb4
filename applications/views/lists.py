"""申报职称: the cards, 我要申报, and the bin."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import for_applicants
from applications import registry
from applications.enums import ApplicationState
from applications.models import Application
from applications.services.cards import cards_of
from applications.services.drafts import create_draft, open_twin
from applications.services.guards import BIN_DAYS
from core.errors import Refused

GO_ON = "您有一份{kind}还没有办完（{state}），同一类型一次只能办一份。请接着办理这一份。"


def asked_kind(request):
    """The kind named in the address, else that of the person's newest application, else the first.

    404 for one that does not exist.
    """
    newest = Application.objects.visible_to(request.actor).values_list("kind", flat=True)
    code = request.GET.get("kind") or newest.first() or registry.kinds()[0].code
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
    """我要申报: the kind, then level and office or committee; one that is not finished is edited instead."""
    if request.method != "POST" and "kind" not in request.GET:
        return render(request, "applications/kind_choice.html", {"kinds": registry.kinds()})
    kind = asked_kind(request)
    if request.method != "POST":
        unfinished = open_twin(kind, request.actor)
        if unfinished:
            return _go_on(request, kind, unfinished)
        return _target_page(request, kind, kind.target_form(kind=kind))
    form = kind.target_form(request.POST, kind=kind)
    if not form.is_valid():
        return _target_page(request, kind, form, status=422)
    try:
        application = create_draft(kind.code, actor=request.actor, target=form.target())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _target_page(request, kind, form, status=refusal.status)
    messages.success(request, "已新建申报。请逐项填写，内容会自动保存。")
    return redirect("applications:application_edit", public_id=application.public_id)


def _go_on(request, kind, unfinished):
    messages.info(request, GO_ON.format(kind=kind.label, state=unfinished.get_state_display()))
    return redirect("applications:application_edit", public_id=unfinished.public_id)


def _target_page(request, kind, form, *, status=200):
    context = {"form": form, "kind": kind}
    return render(request, "applications/target_form.html", context, status=status)


@require_safe
@for_applicants
def application_bin(request):
    """回收站: drafts deleted within the last days."""
    deleted = Application.objects.visible_to(request.actor).filter(state=ApplicationState.DELETED)
    rows = deleted.with_names().order_by("-deleted_at")[:50]
    return render(request, "applications/application_bin.html", {"rows": rows, "bin_days": BIN_DAYS})

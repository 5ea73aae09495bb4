"""评审委员会 of the own office: the list, a new one, changing one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from admin_portal.forms.committees import CommitteeForm
from admin_portal.views.plan_gate import own_committee, planners
from admin_portal.views.plans import FORM_METHODS
from applications.models import EvaluationCommittee
from applications.services import committees
from core.errors import Refused
from core.tables import paginate
from core.versions import attempt

PER_PAGE = 20
COLUMNS = ("编号", "评审会", "级别", "备案有效期", "状态")


@require_safe
@planners
def committee_list(request):
    """The committees of the own office."""
    page = paginate(
        EvaluationCommittee.objects.filter(office=request.actor.office).select_related("series"),
        order=("code",),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    return render(request, "admin_portal/committee_list.html", {"page": page, "columns": COLUMNS})


@require_http_methods(FORM_METHODS)
@planners
def committee_create(request):
    """新增."""
    office = request.actor.office
    form = CommitteeForm(request.POST if request.method == "POST" else None, office=office)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        committee = committees.create(office, form.committee_words, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=refusal.status)
    messages.success(request, f"评审会已新增，编号 {committee.code}。")
    return redirect("admin_portal:committee_list")


@require_http_methods(FORM_METHODS)
@planners
def committee_edit(request, public_id):
    """修改."""
    committee = own_committee(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = CommitteeForm.of(committee, data, office=committee.office)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, committee, status=422 if form.is_bound else 200)
    words, version = form.committee_words, form.cleaned_data["version"]
    status = attempt(
        form, lambda: committees.change(committee, words, expected_version=version, actor=request.actor)
    )
    if status:
        return _page(request, form, committee, status=status)
    messages.success(request, "评审会的资料已保存。")
    return redirect("admin_portal:committee_list")


def _page(request, form, committee=None, *, status):
    context = {"form": form, "committee": committee}
    return render(request, "admin_portal/committee_edit.html", context, status=status)

"""The employer one belongs to: the first is chosen, a change is asked for (单位调整)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import labels
from accounts.forms.employer import EmployerChoiceForm
from accounts.gates import for_applicants
from accounts.models import Employer, EmployerTransfer
from accounts.services import employers, transfers
from core.errors import Refused

MOST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def employer_choose(request):
    """Pick from the list, or post a keyword and pick from the answer; the button is for 流动人员."""
    if request.method != "POST":
        return _page(request, EmployerChoiceForm())
    form = EmployerChoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.only_searches:
        return _page(request, form, keyword=form.cleaned_data["q"])
    try:
        return _choose(request, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=409)


def _choose(request, form):
    """The first employer is registered at once; a change waits for the new one."""
    if form.cleaned_data["talent_centre"]:
        chosen = employers.talent_centre()
    else:
        chosen = get_object_or_404(Employer.objects.active(), public_id=form.cleaned_data["employer"])
    if request.user.employer_id is None:
        employers.choose_employer(chosen, actor=request.actor)
        messages.success(request, f"您的单位已登记为“{chosen.name}”。")
        return redirect("applications:home")
    transfers.request(chosen, actor=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, f"申请已送到“{chosen.name}”，该单位确认后生效。在此之前您登记的单位不变。")
    return redirect("accounts:employer_choose")


@require_POST
@for_applicants
def transfer_withdraw(request, public_id):
    """撤回申请 while the new employer has not answered."""
    transfer = get_object_or_404(EmployerTransfer.objects.of(request.user), public_id=public_id)
    try:
        transfers.withdraw(transfer, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "单位调整申请已撤回。")
    return redirect("accounts:employer_choose")


def _page(request, form, *, keyword="", status=200):
    found = Employer.objects.named_like(keyword).select_related("office")[:MOST] if keyword else None
    context = {
        "form": form,
        "found": found,
        "keyword": keyword,
        "labels": labels,
        "employer": request.user.employer,
        "transfers": transfers.rows_of(request.actor),
    }
    return render(request, "accounts/employer_choose.html", context, status=status)

"""Choosing the employer one belongs to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import labels
from accounts.actors import Capacity
from accounts.forms.employer import EmployerChoiceForm
from accounts.models import Employer
from accounts.services import employers
from core.errors import Refused

MOST = 10


@require_http_methods(["GET", "HEAD", "POST"])
def employer_choose(request):
    """Pick from the list, or post a keyword and pick from the answer; the button is for 流动人员."""
    if request.actor.capacity != Capacity.APPLICANT:
        raise PermissionDenied("这是个人账户的页面。请切换到个人身份后再打开。")
    if request.method != "POST":
        return _page(request, EmployerChoiceForm())
    form = EmployerChoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.only_searches:
        return _page(request, form, keyword=form.cleaned_data["q"])
    try:
        person = _choose(request, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=409)
    messages.success(request, f"您的单位已登记为“{person.employer.name}”。")
    return redirect("applications:home")


def _choose(request, form):
    if form.cleaned_data["talent_centre"]:
        return employers.choose_talent_centre(actor=request.actor)
    chosen = get_object_or_404(Employer.objects.active(), public_id=form.cleaned_data["employer"])
    return employers.choose_employer(chosen, actor=request.actor)


def _page(request, form, *, keyword="", status=200):
    found = Employer.objects.named_like(keyword).select_related("office")[:MOST] if keyword else None
    context = {
        "form": form,
        "found": found,
        "keyword": keyword,
        "labels": labels,
        "employer": request.user.employer,
    }
    return render(request, "accounts/employer_choose.html", context, status=status)

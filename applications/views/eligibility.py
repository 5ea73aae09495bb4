"""我能报什么, for everybody: what is typed is answered at once, kept nowhere and part of no address."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.services.flags import sentences
from applications.forms.eligibility import EligibilityForm
from applications.services.eligibility import Facts
from applications.services.eligibility_page import answer


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request):
    """The questions, and below them once asked the answers."""
    if request.method != "POST":
        return _page(request, EligibilityForm())
    form = EligibilityForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    held = given["held_series"]
    found = answer(_facts(given), region=given["region"], held_series=held.code if held else "")
    return _page(request, form, answer=found, region=given["region"])


def _page(request, form, *, status=200, **found):
    context = {"form": form, "barred": _barred(request), **found}
    return render(request, "applications/eligibility.html", context, status=status)


def _barred(request) -> list[str]:
    """What stands against the person who asks, if they are signed in."""
    return sentences(request.user) if request.user.is_authenticated else []


def _facts(given) -> Facts:
    series, _, specialty = given["series"].partition("/")
    told = {name: given[name] for name in ("education", "degree", "skill", "held_level")}
    days = {name: given[name] for name in ("graduated_on", "worked_since")}
    return Facts(as_of=timezone.localdate(), series=series, specialty=specialty, **told, **days)

"""The consent texts: read by everybody, agreed to again after a newer version."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import consent_gate, sessions
from accounts.enums import ConsentCode
from accounts.forms.consent import ConsentFields
from accounts.gates import for_applicants
from accounts.models import ConsentText
from accounts.services import consents


@login_not_required
@require_safe
def consent_detail(request, code):
    """The newest version of one text, or the one `?version=` names."""
    if code not in ConsentCode.values:
        raise Http404
    versions = list(ConsentText.objects.filter(code=code).order_by("-version"))
    asked = request.GET.get("version", "")
    text = next((text for text in versions if not asked or str(text.version) == asked), None)
    if text is None:
        raise Http404
    return render(request, "accounts/consent_detail.html", {"text": text, "versions": versions})


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def consent_renew(request):
    """Ask for what is outstanding, then go on to where the person wanted to go."""
    outstanding = consents.outstanding(request.user)
    onward = sessions.next_page(request, request.actor)
    if not outstanding:
        consent_gate.settle(request)
        return redirect(onward)
    form = ConsentFields(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "outstanding": outstanding}
        return render(request, "accounts/consent_renew.html", context, status=status)
    consents.agree(request.user, actor=request.actor)
    consent_gate.settle(request)
    return redirect(onward)

"""隐私: own data, consents, and closing the account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import sessions
from accounts.forms.deregistration import DeregistrationForm
from accounts.gates import for_applicants
from accounts.models import OwnDataCopy
from accounts.services import consents, deregistration, own_data
from accounts.step_up import reauthenticated
from core.errors import Refused
from core.pii import mask_mobile

SENT = "短信验证码已发出，5 分钟内有效。没有收到的，60 秒后可以再获取。"


@require_safe
@never_cache
@for_applicants
def privacy(request):
    """What the person may do about their data, and what they agreed to."""
    context = {"copy": own_data.latest(request.user), "consents": consents.agreed_by(request.user)}
    return render(request, "accounts/privacy.html", context)


@require_POST
@for_applicants
def own_data_create(request):
    """Order a copy; its progress is shown until it is there."""
    try:
        copy = own_data.ask(actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:privacy")
    return redirect("core:progress_detail", public_id=copy.job.public_id)


@require_POST
@for_applicants
@reauthenticated
def own_data_download(request, public_id):
    """The zip file, for its owner only."""
    try:
        content = own_data.download(public_id, actor=request.actor)
    except OwnDataCopy.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:privacy")
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, "我的数据.zip")
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_applicants
@reauthenticated
def deregistration_page(request):
    """What is erased and what is kept, then code and tick; `send_code` in the post asks for an SMS."""
    if request.method != "POST":
        return _page(request, DeregistrationForm())
    if "send_code" in request.POST:
        return _send_code(request)
    form = DeregistrationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        deregistration.deregister(actor=request.actor, code=form.cleaned_data["sms_code"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=refusal.status)
    sessions.close_session(request)
    return redirect("accounts:deregistered")


def _send_code(request):
    form = DeregistrationForm(initial={"understood": "understood" in request.POST})
    try:
        deregistration.send_code(request.user, request.client_ip)
    except Refused as refusal:
        return _page(request, form, refusal=str(refusal), status=refusal.status)
    return _page(request, form, sent=SENT)


def _page(request, form, *, sent="", refusal="", status=200):
    context = {
        "form": form,
        "obstacles": deregistration.obstacles(request.user),
        "kept": deregistration.kept(request.user),
        "mobile": mask_mobile(request.user.mobile),
        "sent": sent,
        "refusal": refusal,
    }
    return render(request, "accounts/deregistration.html", context, status=status)


@login_not_required
@require_safe
def deregistered(request):
    """The last page: the account is closed."""
    return render(request, "accounts/deregistered.html")

"""The public pages: no account, never cached, never indexed."""

from functools import wraps
from io import BytesIO

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from core.errors import Refused
from verification.forms import LookupForm, ReceiptForm
from verification.services import lookup as lookups
from verification.services.advice import office_to_ask
from verification.services.receipts import check_receipt


def public_page(view):
    """No sign-in, no cache, no search engine."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(never_cache(wrapped))


@public_page
@require_safe
def verification_notice(request):
    """证书在线审验 is not open yet: what it will be for, and what can be done today."""
    return render(request, "verification/verification_notice.html")


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request):
    if request.method != "POST":
        return _form_page(request, LookupForm())
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    number, name = form.cleaned_data["certificate_number"], form.cleaned_data["holder_name"]
    try:
        shown = lookups.look_up(number, name, address=request.client_ip)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, refusal=refusal)
    return _answer(request, shown, number=number)


@public_page
@require_GET
def scan(request, code):
    return _answer(request, lookups.scan(code, address=request.client_ip), miss_status=404)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400, immutable=True)
def scan_qr(request, code):
    """The QR of a look-up address as SVG; it reads no data, so a made-up code gives a picture as well."""
    address = request.build_absolute_uri(reverse("verification:scan", args=[code]))
    picture = BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="svg", scale=4, border=2, title="查验地址二维码")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request):
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    checked, status = None, 200 if request.method != "POST" else 422
    if form.is_valid():
        try:
            checked, status = check_receipt(**_typed(form), address=request.client_ip), 200
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    return render(
        request, "verification/receipt_check.html", {"form": form, "checked": checked}, status=status
    )


def _typed(form):
    return {"receipt_number": form.cleaned_data["receipt_number"], "code": form.cleaned_data["check_code"]}


def _form_page(request, form, *, status=200, refusal=None):
    response = render(
        request, "verification/lookup.html", {"form": form}, status=refusal.status if refusal else status
    )
    if retry_after := getattr(refusal, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    return response


def _answer(request, shown, *, number="", miss_status=200):
    if shown is None:
        context = {"office": office_to_ask(number)}
        return render(request, "verification/not_found.html", context, status=miss_status)
    context = {"result": shown.result, "receipt": shown.receipt, "lookup_code": shown.lookup_code}
    return render(request, "verification/result.html", context)

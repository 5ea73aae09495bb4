"""The yardstick: one indexed select and the template of the real page; no limit, no counter, no receipt."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from certificates.models import Certificate
from verification.services.receipts import Receipt
from verification.services.results import public_result


@login_not_required
def bare(request, code):
    certificate = Certificate.objects.annotate(series_name=F("series__name")).get(lookup_code=code)
    certificate.public_events = []
    receipt = Receipt("CY-20260101-22222-22222", timezone.now(), "22222-22222")
    context = {"result": public_result(certificate), "receipt": receipt, "lookup_code": code}
    return render(request, "verification/result.html", context)

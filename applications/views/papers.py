"""报表下载 of the applicant, the download of who ordered a paper, the public page of its check code."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import for_applicants
from applications.forms.papers import CheckCodeForm
from applications.models import PrintedDocument
from applications.services.papers import checking, listing, orders
from applications.views.common import own_application, refused_page
from core.errors import Refused


@require_safe
@for_applicants
def report_list(request):
    """What can be printed of one's own applications, and what was printed lately."""
    context = {
        "printable": listing.printable(request.actor),
        "page": listing.page_of(request.actor, request.GET.get("cursor")),
    }
    return render(request, "applications/report_list.html", context)


@require_POST
@for_applicants
def paper_order(request, public_id, code):
    """Have one paper of one's own application made; the page of the job shows how far it is."""
    application = own_application(request, public_id)
    try:
        found = listing.offered(application, code)
        printed = orders.order(found, application.public_id, actor=request.actor)
    except KeyError:
        raise Http404 from None
    except Refused as refusal:
        return refused_page(request, application, refusal)
    return redirect("core:progress_detail", public_id=printed.job.public_id)


@require_safe
def paper_open(request, public_id):
    """Download a paper, for who ordered it and may still see what it is about."""
    try:
        row, pieces = orders.download(public_id, actor=request.actor)
    except PrintedDocument.DoesNotExist:
        raise Http404 from None
    response = StreamingHttpResponse(pieces, content_type=row.media_type)
    response["Content-Length"] = row.size
    response["Content-Disposition"] = content_disposition_header(True, row.original_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper_check(request):
    """Ask for the check code of a printed paper."""
    form = CheckCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("applications:paper_detail", code=form.cleaned_data["code"])
    return _unindexed(
        render(request, "applications/paper_check.html", {"form": form}, status=422 if form.errors else 200)
    )


@login_not_required
@never_cache
@require_safe
def paper_detail(request, code):
    """What the paper with this code is, of what state and day."""
    checking.admit(request.client_ip)
    checked = checking.check(code)
    context = {"checked": checked}
    return _unindexed(
        render(request, "applications/paper_detail.html", context, status=200 if checked else 404)
    )


def _unindexed(response):
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response

"""邀请人员: by workbook, looked at before anything is sent; and what became of every invitation."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Invitation, InvitationBatch
from accounts.services import invitation_batches, invitations
from admin_portal import invitation_pages
from admin_portal.forms.employees import WorkbookForm
from admin_portal.unit_gates import for_people
from core import limits
from core.errors import Refused
from core.tables import paginate
from core.workbooks import DEFAULT, WorkbookRefused

PER_PAGE = 50
LATEST = 5
UPLOADS, HOUR = 20, timedelta(hours=1)
LIST, BATCH = "admin_portal:invitation_list", "admin_portal:invitation_batch"


@require_safe
@for_people
def invitation_list(request):
    """The form, the latest files, and every invitation."""
    return _page(request, WorkbookForm())


def _page(request, form, status=200):
    found = Invitation.objects.visible_to(request.actor)
    batches = InvitationBatch.objects.filter(employer=request.actor.employer_id).order_by("-pk")
    context = {
        "form": form,
        "batches": batches.select_related("created_by")[:LATEST],
        "page": paginate(found, order=("-created_at",), cursor=request.GET.get("cursor"), per_page=PER_PAGE),
    }
    return render(request, "admin_portal/invitation_list.html", context, status=status)


@require_safe
@for_people
def invitation_template(request):
    """The workbook to fill in."""
    return invitation_pages.template_workbook()


@require_POST
@for_people
def invitation_upload(request):
    """Check a workbook; nobody is invited yet."""
    limits.check_and_hit("accounts.invitation_upload", request.actor.employer.public_id, UPLOADS, HOUR)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    content = form.cleaned_data["file"].read(DEFAULT.max_bytes + 1)
    try:
        batch, known = invitation_batches.check_file(content, actor=request.actor)
    except WorkbookRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=refusal.status)
    if known and not batch.is_waiting:
        messages.warning(request, "这个文件已导入，没有再次导入。下面是上次的结果。")
    return redirect(BATCH, public_id=batch.public_id)


@require_safe
@for_people
def invitation_batch(request, public_id):
    """The report of one file: before the import what would be done, afterwards what was done."""
    return _batch_page(request, _batch(request, public_id))


def _batch_page(request, batch, refusal="", status=200):
    context = {"shown": invitation_pages.batch_page(batch), "batch": batch, "refusal": refusal}
    response = render(request, "admin_portal/invitation_batch.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_people
def invitation_import(request, public_id):
    """导入: a worker sends the invitations, this page shows how far it is."""
    batch = _batch(request, public_id)
    try:
        invitation_batches.start_import(batch, site=_site(request), actor=request.actor)
    except Refused as refusal:
        return _batch_page(request, _batch(request, public_id), str(refusal), refusal.status)
    return redirect(BATCH, public_id=public_id)


@require_POST
@for_people
def invitation_discard(request, public_id):
    """换一个文件: forget this one."""
    invitation_batches.discard(_batch(request, public_id), actor=request.actor)
    return redirect(LIST)


@require_POST
@for_people
def invitation_report(request, public_id):
    """The report as a workbook."""
    return invitation_pages.report_workbook(_batch(request, public_id), actor=request.actor)


@require_POST
@for_people
def invitation_resend(request, public_id):
    """再发一次."""
    invitations.resend(_invitation(request, public_id), site=_site(request), actor=request.actor)
    messages.success(request, "邀请已经再次发出，30 天内有效。")
    return redirect(LIST)


@require_POST
@for_people
def invitation_withdraw(request, public_id):
    """撤回."""
    invitations.withdraw(_invitation(request, public_id), actor=request.actor)
    messages.success(request, "邀请已经撤回。")
    return redirect(LIST)


def _batch(request, public_id):
    batches = InvitationBatch.objects.select_related("progress", "employer", "created_by")
    return get_object_or_404(batches, employer=request.actor.employer_id, public_id=public_id)


def _invitation(request, public_id):
    return get_object_or_404(Invitation.objects.visible_to(request.actor), public_id=public_id)


def _site(request) -> str:
    """Scheme and host as the person sees them; hosts are checked against the allowed ones."""
    return f"{request.scheme}://{request.get_host()}"

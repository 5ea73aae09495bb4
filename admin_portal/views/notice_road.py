"""业务通知 once it is written: publishing, reminding, withdrawing, and who has read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal import audience
from admin_portal.receipts import COLUMNS, TABS, export_receipts, receipts_shown
from admin_portal.views.common import make_move
from admin_portal.views.notice_gate import own_notice, writers
from core.tables import paginate
from messaging.notices import drafts, receipts
from messaging.notices.road import WORKFLOW

PER_PAGE = 20


@require_safe
@writers
def notice_detail(request, public_id):
    """The notice as its recipients will read it, how many that are, and what may be done with it."""
    return _detail(request, own_notice(request, public_id))


def _detail(request, notice, *, refused="", move_form=None, status=200):
    context = {
        "notice": notice,
        "documents": drafts.attachments.of(notice),
        "count": audience.reached(request.actor.office, notice.audience).count() if notice.is_draft else None,
        "receipts": None if notice.is_draft else receipts.count(notice),
        "job": _running_job(notice, request.user),
        "moves": list(_moves(notice, request.actor, move_form)),
        "refused": refused,
        "forms": [move_form],
    }
    return render(request, "admin_portal/notice_detail.html", context, status=status)


def _running_job(notice, user):
    """The progress of sending, for the person who published, as long as it runs."""
    job = notice.job
    return job if job and job.user_id == user.pk and job.is_running else None


def _moves(notice, actor, tried):
    """The moves open now, each with its form; the one that was tried keeps what was typed."""
    for move in WORKFLOW.open_to(actor, notice):
        keeps = tried is not None and tried.fields and isinstance(tried, move.form)
        yield move, tried if keeps else move.bound_form(notice, actor)


@require_POST
@writers
def notice_transition(request, public_id, move):
    """Publish, remind or withdraw."""
    notice = own_notice(request, public_id)
    if move not in WORKFLOW.transitions:
        raise Http404
    form = WORKFLOW.transitions[move].bound_form(notice, request.actor, request.POST)
    if not form.is_valid():
        return _detail(request, notice, move_form=form, status=422)
    done, refusal = make_move(request, WORKFLOW.perform, notice, move)
    if refusal:
        return _detail(request, own_notice(request, public_id), refused=str(refusal), status=refusal.status)
    messages.success(request, f"已办理“{WORKFLOW.transitions[move].label}”。")
    return redirect("admin_portal:notice_detail", public_id=done.public_id)


@require_safe
@writers
def notice_receipts(request, public_id):
    """Who has read and who has not."""
    notice = own_notice(request, public_id)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else next(iter(TABS))
    page = paginate(
        receipts_shown(notice, tab), order=("pk",), cursor=request.GET.get("cursor"), per_page=PER_PAGE
    )
    counted = receipts.count(notice)
    context = {
        "notice": notice,
        "page": page,
        "tab": tab,
        "tabs": [(key, label, getattr(counted, key)) for key, label in TABS.items()],
        "columns": COLUMNS,
        "receipts": counted,
    }
    return render(request, "admin_portal/notice_receipts.html", context)


@require_POST
@writers
@reauthenticated
def notice_receipts_export(request, public_id):
    """The receipts as a workbook with masked numbers."""
    return export_receipts(own_notice(request, public_id), actor=request.actor)

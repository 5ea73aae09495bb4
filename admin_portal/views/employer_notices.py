"""单位公示: choosing whom to show, the notice and its print, taking it down, ending it by hand."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from admin_portal import employer_notices as desk
from admin_portal.forms.employer_notices import BeginForm, TakeDownForm
from admin_portal.notice_paper import PAPER, words_of
from applications.services import employer_notices
from applications.services.papers import orders
from core.errors import Refused

LIST, ONE = "admin_portal:employer_notice_list", "admin_portal:employer_notice_detail"


@require_safe
def employer_notice_list(request):
    """The view the address asks for."""
    return _list(request, desk.tab_of(request.GET))


@require_POST
def employer_notice_begin(request):
    """开始公示 of everybody who is ticked."""
    form = BeginForm(request.POST, employer=request.actor.employer)
    ticked = _uuids(request.POST.getlist("application"))
    if not form.is_valid():
        return _list(request, desk.WAITING, form=form, ticked=ticked, status=422)
    chosen = desk.to_be_shown(request.actor).filter(public_id__in=ticked).values_list("pk", flat=True)
    try:
        begun = employer_notices.begin(list(chosen), actor=request.actor, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _list(request, desk.WAITING, form=form, ticked=ticked, status=refusal.status)
    for notice in begun:
        messages.success(request, f"已开始公示，公示至 {notice.last_day} 止。请打印公示文并张贴。")
        if warning := desk.too_late(notice):
            messages.warning(request, warning)
    return redirect(ONE, begun[0].public_id) if len(begun) == 1 else redirect(f"{reverse(LIST)}?tab=running")


def _uuids(texts) -> list[UUID]:
    found = []
    for text in texts[: employer_notices.MOST + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _list(request, tab, *, form=None, ticked=(), status=200):
    cursor = request.GET.get("cursor")
    waiting = tab == desk.WAITING
    context = {
        "tab": tab,
        "tabs": desk.tabs(request.actor, tab),
        "page": desk.people_page(request.actor, cursor)
        if waiting
        else desk.notices_page(request.actor, tab, cursor),
        "form": form or BeginForm(employer=request.actor.employer),
        "ticked": ticked,
        "may_publish": desk.may_publish(request.actor),
        "days": employer_notices.notice_days(),
    }
    return render(request, "admin_portal/employer_notice_list.html", context, status=status)


def _own(request, public_id):
    return get_object_or_404(desk.visible_to(request.actor), public_id=public_id)


@require_safe
def employer_notice_detail(request, public_id):
    """One notice: its people, what was objected, what may be done."""
    return _page(request, _own(request, public_id))


@require_safe
def employer_notice_print(request, public_id):
    """The notice as it is hung up, ready for the printer of the browser."""
    notice = _own(request, public_id)
    people = desk.entries_of(notice).filter(taken_off_at=None)
    opening, *closing = words_of(notice)
    context = {"notice": notice, "people": people, "opening": opening, "closing": closing}
    return render(request, "admin_portal/employer_notice_print.html", context)


@require_POST
def employer_notice_paper(request, public_id):
    """The same as PDF, made by the worker."""
    notice = _own(request, public_id)
    printed = orders.order(PAPER, notice.public_id, actor=request.actor)
    return redirect("core:progress_detail", public_id=printed.job.public_id)


@require_POST
def employer_notice_end(request, public_id):
    """结束公示 by hand, once its days are over."""
    notice = _own(request, public_id)
    try:
        employer_notices.end(notice, actor=request.actor)
    except Refused as refusal:
        return _page(request, notice, refusal=str(refusal), status=refusal.status)
    return redirect(ONE, public_id)


@require_POST
def employer_notice_take_down(request, public_id):
    """撤回公示, with a reason."""
    notice, form = _own(request, public_id), TakeDownForm(request.POST)
    if not form.is_valid():
        return _page(request, notice, form=form, status=422)
    try:
        employer_notices.take_down(notice, reason=form.cleaned_data["opinion"], actor=request.actor)
    except Refused as refusal:
        return _page(request, notice, form=form, refusal=str(refusal), status=refusal.status)
    messages.success(request, "公示已撤回。名单上的人要推荐，请重新公示。")
    return redirect(ONE, public_id)


def _page(request, notice, *, form=None, refusal="", status=200):
    context = {
        "notice": notice,
        "entries": desk.entries_of(notice),
        "objections": desk.objections_of(notice),
        "may_publish": desk.may_publish(request.actor),
        "warning": desk.too_late(notice) if notice.is_open else "",
        "form": form or TakeDownForm(),
        "refusal": refusal,
    }
    response = render(request, "admin_portal/employer_notice_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response

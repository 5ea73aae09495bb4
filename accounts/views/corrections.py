"""姓名和身份证号更正: the person's side."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import labels
from accounts.forms.correction import CorrectionChangeForm, CorrectionForm
from accounts.gates import for_applicants
from accounts.services import correction_files, corrections
from accounts.services.correction_page import page_of
from accounts.services.correction_rights import visible_to
from core.chosen_pictures import add_each, said
from core.errors import Refused
from core.versions import attempt, version_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_applicants
def correction_create(request):
    """What is wrong and what is right; the papers follow on the next page."""
    if request.method != "POST":
        return _create_page(request, CorrectionForm.from_account(request.user))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _create_page(request, form, status=422)
    try:
        correction = corrections.open_request(form.cleaned_data, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _create_page(request, form, status=refusal.status)
    messages.success(request, "已保存。请上传材料，再提交给职改办。")
    return redirect("accounts:correction_detail", public_id=correction.public_id)


def _create_page(request, form, *, status=200):
    earlier = visible_to(request.actor)
    context = {"form": form, "earlier": earlier, "labels": labels, "person": request.user}
    return render(request, "accounts/correction_create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_applicants
def correction_detail(request, public_id):
    """One request with its papers and its progress; while it lies with the person, also its form."""
    correction = _own(request, public_id)
    if request.method != "POST":
        return _detail_page(request, correction)
    form = CorrectionChangeForm.of(correction, request.POST)
    if not form.is_valid():
        return _detail_page(request, correction, form=form, status=422)
    data, version = form.cleaned_data, form.cleaned_data["version"]

    def save():
        corrections.save_request(correction, data, expected_version=version, actor=request.actor)

    if status := attempt(form, save):
        return _detail_page(request, _own(request, public_id), form=form, status=status)
    messages.success(request, "已保存。")
    return redirect("accounts:correction_detail", public_id=public_id)


@require_POST
@for_applicants
def correction_file_add(request, public_id, spec_code):
    """Take one or several papers of one kind."""
    correction = _own(request, public_id)
    spec = next((spec for spec in correction_files.SPECS if spec.code == spec_code), None)
    if spec is None:
        raise Http404
    refusals = add_each(request, partial(correction_files.add_file, correction, spec, actor=request.actor))
    if refusals:
        error = (spec_code, said(refusals))
        return _detail_page(request, correction, upload_error=error, status=refusals[0].status)
    return redirect("accounts:correction_detail", public_id=public_id)


@require_POST
@for_applicants
def correction_file_delete(request, public_id, file_id):
    """Delete one paper."""
    correction = _own(request, public_id)
    file = get_object_or_404(correction_files.files_of(correction), public_id=file_id)
    try:
        correction_files.delete_file(correction, file, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:correction_detail", public_id=public_id)


@require_POST
@for_applicants
def correction_transition(request, public_id, move):
    """提交申请 or 撤回申请."""
    correction = _own(request, public_id)
    if move not in corrections.CORRECTION_ROAD.transitions:
        raise Http404
    try:
        moved = corrections.perform(
            correction,
            move,
            actor=request.actor,
            data=request.POST,
            expected_version=version_of(request.POST),
        )
    except Refused as refusal:
        return _detail_page(request, correction, refusal=str(refusal), status=refusal.status)
    messages.success(request, f"现在的状态：{moved.get_state_display()}。")
    return redirect("accounts:correction_detail", public_id=public_id)


def _own(request, public_id):
    return get_object_or_404(visible_to(request.actor).select_related("office"), public_id=public_id)


def _detail_page(request, correction, *, form=None, upload_error=None, refusal="", status=200):
    context = page_of(correction, actor=request.actor, upload_error=upload_error)
    context |= {
        "form": form or (CorrectionChangeForm.of(correction) if correction.is_editable else None),
        "refusal": refusal,
        "labels": labels,
    }
    return render(request, "accounts/correction_detail.html", context, status=status)

"""政策文件 that applicants read on 填报说明: writing, attaching, publishing, taking back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from admin_portal.forms.policies import PolicyForm
from admin_portal.views.plan_gate import own_policy, planners
from admin_portal.views.plans import FORM_METHODS
from applications.services import policy_notices
from core.errors import Refused
from core.tables import paginate
from core.versions import attempt, version_of

PER_PAGE = 20
COLUMNS = ("标题", "年度", "给谁看", "发布", "状态")


@require_safe
@planners
def policy_list(request):
    """What the own office and those below wrote, and what holds for all."""
    page = paginate(
        policy_notices.visible_to(request.actor).select_related("office"),
        order=("-year", "-created_at"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    rows = [(notice, policy_notices.may_manage(request.actor, notice)) for notice in page.rows]
    context = {"page": page, "rows": rows, "columns": COLUMNS}
    return render(request, "admin_portal/policy_list.html", context)


def _form(request, notice=None):
    office, for_all = request.actor.office, policy_notices.may_speak_for_all(request.actor)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    given = {"files": posted[1], "office": office, "for_all": for_all}
    return PolicyForm.of(notice, posted[0], **given) if notice else PolicyForm(posted[0], **given)


@require_http_methods(FORM_METHODS)
@planners
def policy_create(request):
    """新建, unpublished."""
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    notice = policy_notices.create(form.policy_words, actor=request.actor)
    return _attach(request, notice, form) or _edited(request, notice, "已保存。")


@require_http_methods(FORM_METHODS)
@planners
def policy_edit(request, public_id):
    """Words, attachments, publishing."""
    notice = own_policy(request, public_id)
    form = _form(request, notice)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, notice, status=422 if form.is_bound else 200)
    return _change(request, notice, form) or _edited(request, notice, "已保存。")


def _change(request, notice, form):
    """Save words and file over `notice`; nothing when it is done, else the page that says why not."""
    words, version = form.policy_words, form.cleaned_data["version"]
    status = attempt(
        form, lambda: policy_notices.change(notice, words, expected_version=version, actor=request.actor)
    )
    return _page(request, form, notice, status=status) if status else _attach(request, notice, form)


def _attach(request, notice, form):
    """Keep the file that came along; the words are saved already, whatever becomes of it."""
    file = form.cleaned_data["file"]
    if not file:
        return None
    try:
        policy_notices.attachments.add(notice, file, name=file.name, actor=request.actor)
    except Refused as refusal:
        saved = _form_over(request, notice)
        saved.add_error("file", f"{refusal}。标题和正文已经保存。")
        return _page(request, saved, notice, status=refusal.status)
    return None


def _edited(request, notice, words):
    messages.success(request, words)
    return redirect("admin_portal:policy_edit", public_id=notice.public_id)


def _form_over(request, notice):
    """The form on what was just saved, so that the next save is on that version."""
    notice.refresh_from_db()
    form = _form(request, notice)
    form.data = form.data.copy()
    form.data["version"] = str(notice.version)
    form.is_valid()
    return form


def _page(request, form, notice=None, *, refusal="", status):
    documents = policy_notices.attachments.of(notice) if notice else ()
    context = {"form": form, "notice": notice, "documents": documents, "refusal": refusal}
    return render(request, "admin_portal/policy_edit.html", context, status=status)


@require_POST
@planners
def policy_publish(request, public_id):
    """保存并发布: what was typed is what is published."""
    notice = own_policy(request, public_id)
    form = _form(request, notice)
    if not form.is_valid():
        return _page(request, form, notice, status=422)
    if unsaved := _change(request, notice, form):
        return unsaved
    saved = own_policy(request, public_id)
    return _moved(request, saved, saved.version, policy_notices.publish, "已发布，申报人现在可以看到。")


@require_POST
@planners
def policy_take_back(request, public_id):
    """取消发布."""
    notice, seen = own_policy(request, public_id), version_of(request.POST)
    return _moved(request, notice, seen, policy_notices.take_back, "已取消发布，申报人不再看到。")


def _moved(request, notice, seen, verb, words):
    try:
        verb(notice, expected_version=seen, actor=request.actor)
    except Refused as refusal:
        fresh = own_policy(request, notice.public_id)
        form = PolicyForm.of(
            fresh, office=fresh.office, for_all=policy_notices.may_speak_for_all(request.actor)
        )
        return _page(request, form, fresh, refusal=str(refusal), status=refusal.status)
    return _edited(request, notice, words)


@require_POST
@planners
def policy_discard(request, public_id):
    """Delete one that is not published."""
    policy_notices.discard(own_policy(request, public_id), actor=request.actor)
    messages.success(request, "政策文件已删除。")
    return redirect("admin_portal:policy_list")


@require_POST
@planners
def policy_document_delete(request, public_id, document_id):
    """Take an attachment away."""
    notice = own_policy(request, public_id)
    document = get_object_or_404(policy_notices.attachments.of(notice), public_id=document_id)
    policy_notices.attachments.take_off(notice, document, actor=request.actor)
    messages.success(request, "文件已删除。")
    return redirect("admin_portal:policy_edit", public_id=public_id)

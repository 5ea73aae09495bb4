"""业务通知 as drafts: listing, writing, attaching, deleting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from admin_portal.forms.notices import NoticeForm
from admin_portal.views.notice_gate import own_draft, writers
from core.errors import Refused, Stale
from core.tables import paginate
from core.versions import version_of, version_to_show
from messaging.models import OfficeNotice
from messaging.notices import drafts

PER_PAGE = 20
COLUMNS = ("标题", "起草", "发布", "人数", "状态")


@require_safe
@writers
def notice_list(request):
    """What the office wrote, newest first."""
    page = paginate(
        OfficeNotice.objects.sent_by(request.actor.office),
        order=("-created_at",),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {"page": page, "columns": COLUMNS}
    return render(request, "admin_portal/notice_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writers
def notice_create(request):
    """A new draft."""
    sender = request.actor.office
    if request.method != "POST":
        return _form_page(request, NoticeForm(sender=sender, initial={"below": True}))
    form = NoticeForm(request.POST, request.FILES, sender=sender)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    return _attached(request, drafts.create(form.words, actor=request.actor), form)


@require_http_methods(["GET", "HEAD", "POST"])
@writers
def notice_edit(request, public_id):
    """The draft, its conditions and its attachments."""
    notice, sender = own_draft(request, public_id), request.actor.office
    if request.method != "POST":
        initial = {"title": notice.title, "body": notice.body, **notice.audience}
        return _form_page(request, NoticeForm(sender=sender, initial=initial), notice)
    form = NoticeForm(request.POST, request.FILES, sender=sender)
    if not form.is_valid():
        return _form_page(request, form, notice, status=422, seen=version_of(request.POST))
    try:
        version = version_of(request.POST)
        changed = drafts.change(notice, form.words, expected_version=version, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        fresh = refusal.current if isinstance(refusal, Stale) else notice
        seen = version_to_show(fresh, request.POST, refusal)
        return _form_page(request, form, fresh, status=refusal.status, seen=seen)
    return _attached(request, changed, form)


def _attached(request, notice, form):
    """Keep the attachment that came along; the words are saved already, whatever becomes of it."""
    file = form.cleaned_data["file"]
    if not file:
        messages.success(request, "草稿已保存。请核对内容和人数，再发布。")
        return redirect("admin_portal:notice_detail", public_id=notice.public_id)
    try:
        drafts.attachments.add(notice, file, name=file.name, actor=request.actor)
    except Refused as refusal:
        form.add_error("file", f"{refusal}。标题和正文已经保存。")
        return _form_page(request, form, notice, status=refusal.status)
    messages.success(request, "草稿和附件已保存。")
    return redirect("admin_portal:notice_edit", public_id=notice.public_id)


def _form_page(request, form, notice=None, status=200, seen=None):
    """`seen` is the version of a window that was opened earlier; without it the draft's own."""
    context = {"form": form, "notice": notice, "documents": drafts.attachments.of(notice) if notice else ()}
    context["seen"] = notice.version if notice and seen is None else seen
    return render(request, "admin_portal/notice_edit.html", context, status=status)


@require_POST
@writers
def notice_document_delete(request, public_id, document_id):
    """Take an attachment off a draft."""
    notice = own_draft(request, public_id)
    document = get_object_or_404(drafts.attachments.of(notice), public_id=document_id)
    drafts.attachments.take_off(notice, document, actor=request.actor)
    messages.success(request, "附件已删除。")
    return redirect("admin_portal:notice_edit", public_id=notice.public_id)


@require_POST
@writers
def notice_discard(request, public_id):
    """Delete a draft."""
    drafts.discard(own_draft(request, public_id), actor=request.actor)
    messages.success(request, "草稿已删除。")
    return redirect("admin_portal:notice_list")

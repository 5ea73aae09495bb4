"""消息文本: the words of every message, for administrators of the regional office."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from admin_portal.forms.texts import TextForm
from admin_portal.text_rights import regional_administrators
from core.errors import Refused
from core.versions import version_of
from messaging import editing, placeholders
from messaging.event_register import event, events
from messaging.models import MessageTemplate

PREVIEW, TRIAL = "preview", "trial"


@require_safe
@regional_administrators
def text_list(request):
    """Every event by group, with its channels."""
    order = {code: place for place, code in enumerate(events())}
    found = sorted(MessageTemplate.objects.all(), key=lambda row: (order.get(row.code, len(order)), row.code))
    lines = [(event(code), list(rows)) for code, rows in groupby(found, lambda row: row.code)]
    groups = {}
    for one, rows in lines:
        groups.setdefault(one.group.label, []).append((one, rows))
    return render(request, "admin_portal/text_list.html", {"groups": groups.items()})


@require_http_methods(["GET", "HEAD", "POST"])
@regional_administrators
def text_edit(request, code, channel):
    """Change, look at or try one text; the button says which."""
    template = get_object_or_404(MessageTemplate, code=code, channel=channel)
    if request.method != "POST":
        initial = {name: getattr(template, name) for name in ("subject", "body", "provider_code")}
        return _page(request, template, TextForm(template=template, initial=initial))
    form = TextForm(request.POST, template=template)
    if not form.is_valid():
        return _page(request, template, form, status=422)
    if PREVIEW in request.POST:
        return _page(request, template, form)
    try:
        told = _try(request, template, form) if TRIAL in request.POST else _save(request, template, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, template, form, status=refusal.status)
    messages.success(request, told)
    if TRIAL in request.POST:
        return _page(request, template, form)
    return redirect("admin_portal:text_edit", code=code, channel=channel)


def _try(request, template, form) -> str:
    editing.send_trial(template, **form.words, actor=request.actor)
    return f"已按示例内容试发到您自己的{template.get_channel_display()}。"


def _save(request, template, form) -> str:
    editing.save(
        template,
        **form.words,
        provider_code=form.cleaned_data.get("provider_code", ""),
        expected_version=version_of(request.POST),
        actor=request.actor,
    )
    return "消息文本已保存，从现在起按新的内容发送。"


def _page(request, template, form, status=200):
    words = (
        form.words
        if form.is_bound and status == 200
        else {"subject": template.subject, "body": template.body}
    )
    context = {
        "template": template,
        "event": event(template.code),
        "form": form,
        "names": [(name, placeholders.label(name)) for name in form.names],
        "preview": editing.preview(template, **words),
        "versions": template.versions.select_related("replaced_by")[:20],
    }
    return render(request, "admin_portal/text_edit.html", context, status=status)


@require_POST
@regional_administrators
def text_restore(request, code, channel):
    """恢复默认."""
    template = get_object_or_404(MessageTemplate, code=code, channel=channel)
    editing.restore(template, expected_version=version_of(request.POST), actor=request.actor)
    messages.success(request, "已恢复默认文本。")
    return redirect("admin_portal:text_edit", code=code, channel=channel)

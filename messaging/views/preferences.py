"""Which events reach a person by SMS and e-mail."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from messaging import preferences


@require_http_methods(["GET", "HEAD", "POST"])
def preference_edit(request):
    """消息提醒方式: a table of events and channels; what cannot be switched off says so."""
    is_staff = request.actor.membership is not None
    if request.method == "POST":
        changed = preferences.choose(request.POST.getlist("on"), actor=request.actor, is_staff=is_staff)
        messages.success(request, "提醒方式已保存。" if changed else "提醒方式没有变化。")
        return redirect("messaging:preference_edit")
    lines = preferences.table(request.user, is_staff=is_staff)
    groups = {}
    for line in lines:
        groups.setdefault(line.event.group.label, []).append(line)
    context = {"groups": groups.items(), "channels": [channel.label for channel in preferences.OUTSIDE]}
    return render(request, "messaging/preference_edit.html", context)

"""我的视图: the views of the queue that a person keeps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal.forms.queue import ViewNameForm
from admin_portal.queue import Queue
from applications.models import SavedFilter
from applications.services import saved_filters
from core.errors import Refused

DEFAULT, PLAIN, DELETE, RENAME = "default", "plain", "delete", "rename"


@require_safe
def saved_filter_list(request, portal):
    """The kept views, each to be renamed, chosen or dropped."""
    return _render(request, portal)


def _render(request, portal, *, status=200, form=None, of=None, refusal=""):
    kept = saved_filters.views_of(request.actor.user, portal.key)
    context = {
        "views": kept,
        "form": form,
        "of": of,
        "refusal": refusal,
        "list_url": portal.url("application_list"),
        "change_name": f"admin_portal:{portal.key}_saved_filter_change",
    }
    return render(request, "admin_portal/saved_filter_list.html", context, status=status)


@require_POST
def saved_filter_create(request, portal):
    """存为视图: keep the queue the address asks for."""
    form = ViewNameForm(request.POST)
    if not form.is_valid():
        return _render(request, portal, status=422, form=form)
    query = Queue(portal, request.actor, request.GET).kept_query
    name = form.cleaned_data["name"]
    try:
        kept = saved_filters.save(portal.key, name, query, actor=request.actor)
    except Refused as refusal:
        return _render(request, portal, status=refusal.status, form=form, refusal=str(refusal))
    messages.success(request, f"已保存视图“{kept.name}”。")
    return redirect(f"{portal.url('application_list')}?{kept.query}")


@require_POST
def saved_filter_change(request, portal, public_id, act):
    """Rename a view, let the queue begin with it or not, or drop it."""
    own = SavedFilter.objects.filter(user=request.actor.user, portal=portal.key)
    kept = get_object_or_404(own, public_id=public_id)
    if act == RENAME:
        return _rename(request, portal, kept)
    if act == DELETE:
        saved_filters.delete(kept, actor=request.actor)
    elif act in (DEFAULT, PLAIN):
        saved_filters.set_default(kept, actor=request.actor, on=act == DEFAULT)
    else:
        raise Http404
    return redirect(portal.url("saved_filter_list"))


def _rename(request, portal, kept):
    form = ViewNameForm(request.POST)
    if not form.is_valid():
        return _render(request, portal, status=422, form=form, of=kept)
    try:
        saved_filters.rename(kept, form.cleaned_data["name"], actor=request.actor)
    except Refused as refusal:
        return _render(request, portal, status=refusal.status, form=form, of=kept, refusal=str(refusal))
    return redirect(portal.url("saved_filter_list"))

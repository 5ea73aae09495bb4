"""一次性告知: noting, changing and striking out one defect, and noting again what was not mended."""

from functools import partial

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from admin_portal.defects import defect_form
from admin_portal.queue import Queue
from admin_portal.views.common import render_desk, visible_case
from applications.services.checkup import audience_of, checkup
from applications.services.noting import carry_over, change_note, note, notes_of, remove_note
from applications.services.reading import read_submitted
from core.errors import Refused
from core.versions import version_of, version_to_show


@require_POST
def defect_note(request, portal, public_id):
    """记一处."""
    application = visible_case(request, portal, public_id)
    form, revision = _posted(request, application), version_of({"version": request.POST.get("revision", "")})
    return _written(request, portal, application, form, partial(note, revision=revision))


@require_POST
def defect_change(request, portal, public_id, item_id):
    """Change what was noted."""
    application = visible_case(request, portal, public_id)
    change = partial(change_note, item_id=item_id, expected_version=version_of(request.POST))
    return _written(request, portal, application, _posted(request, application, item_id), change)


@require_POST
def defect_remove(request, portal, public_id, item_id):
    """Strike out what was noted."""
    application = visible_case(request, portal, public_id)
    item = next((one for one in notes_of(application) if one.public_id == item_id), None)
    seen = version_of(request.POST)
    remove = partial(remove_note, application, item_id, actor=request.actor, expected_version=seen)
    return _done(request, portal, application, remove, item.section_key if item else "")


@require_POST
def defect_carry(request, portal, public_id):
    """Note again what the last return told and was not mended."""
    application = visible_case(request, portal, public_id)
    return _done(request, portal, application, partial(carry_over, application, actor=request.actor))


def _posted(request, application, item_id=None):
    """The form over what was posted."""
    item = next((one for one in notes_of(application) if one.public_id == item_id), None)
    found = checkup(application, audience_of(request.actor))
    reads, place = read_submitted(application), request.POST.get("place", "")
    return defect_form(application, request.actor, reads, found, request.POST, place=place, item=item)


def _written(request, portal, application, form, write):
    """Keep what was posted; what is not whole stays in its form."""
    if not form.is_valid():
        return render_desk(
            request, portal, application, status=422, defect_form=_shown(form), standing=form.key
        )
    act = partial(write, application, defect=form.defect, actor=request.actor)
    return _done(request, portal, application, act, form.key, form)


def _done(request, portal, application, act, key="", form=None):
    """Do it and go back to the section, else to the pane; a refusal keeps what was typed on the desk."""
    try:
        act()
    except Refused as refusal:
        return render_desk(
            request,
            portal,
            application,
            status=refusal.status,
            defect_form=_shown(form, refusal),
            standing=key,
            refusal=str(refusal),
        )
    queue = Queue(portal, request.actor, request.GET)
    if not key:
        return redirect(f"{queue.here(application)}#noted")
    return redirect(f"{queue.part_here(application, key)}#read-{key}")


def _shown(form, refusal=None):
    """The form shown again, on the version that its next save is made on."""
    if form and form.item:
        form.version = version_to_show(form.item, form.data, refusal)
    return form

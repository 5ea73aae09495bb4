"""没问题: what the desk says of one section; what is refused shows the desk as it is now."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from admin_portal.queue import Queue
from admin_portal.views.common import render_desk, visible_case
from applications import registry
from applications.services import verdicts
from applications.verdict_enums import Verdict
from core.errors import Refused
from core.versions import version_of


@require_POST
def section_judge(request, portal, public_id, key):
    """Find no problem in a section, or take that back; then on to the next one nobody has looked at."""
    application = visible_case(request, portal, public_id)
    section = _section(application, key)
    verdict = Verdict.UNSEEN if request.POST.get("verdict") == Verdict.UNSEEN else Verdict.PASSED
    seen = verdicts.Seen(version_of({"version": request.POST.get("revision", "")}), version_of(request.POST))
    try:
        said = verdicts.judge(application, section, verdict, actor=request.actor, seen=seen)
    except Refused as refusal:
        return render_desk(
            request, portal, application, status=refusal.status, standing=key, refusal=str(refusal)
        )
    here = verdicts.next_unseen(said) or key
    queue = Queue(portal, request.actor, request.GET)
    return redirect(f"{queue.part_here(application, here)}#read-{here}")


def _section(application, key):
    try:
        return registry.kind(application.kind).section(key)
    except KeyError:
        raise Http404 from None

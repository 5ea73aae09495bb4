"""复制: fill a new application from an earlier one of its kind."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.gates import for_applicants
from applications.services.copying import copy_earlier
from applications.views.common import own_application, refused_page
from core.errors import Refused

COPIED = "已复制 {count} 个部分。请逐个核对；没有绿色打钩的部分，要核对后点“保存”。"
NOTHING = "各部分都已有内容，没有再复制。"


@require_POST
@for_applicants
def application_copy(request, public_id):
    """Copy what is empty here; pressing twice copies once."""
    application = own_application(request, public_id)
    try:
        count = copy_earlier(application, actor=request.actor)
    except Refused as refusal:
        return refused_page(request, application, refusal)
    messages.success(request, COPIED.format(count=count) if count else NOTHING)
    return redirect("applications:application_edit", public_id=public_id)

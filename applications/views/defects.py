"""The defects a return told: why one is not mended."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gates import for_applicants
from applications.forms.defects import ExplainForm
from applications.services.return_scope import items_in_force
from applications.services.returns import explain
from applications.views.common import own_application, page_context, refused_page
from core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def defect_explain(request, public_id, item_id):
    """写明不改的理由."""
    application = own_application(request, public_id)
    item = next((one for one in items_in_force(application) if one.public_id == item_id), None)
    if item is None:
        raise Http404
    form = ExplainForm(request.POST or None, initial={"answer": item.answer})
    if request.method == "POST" and form.is_valid():
        return _kept(request, application, item, form.cleaned_data["answer"])
    context = page_context(
        application, request.actor, item=item, form=form, back_url=_page_of(application, item)
    )
    status = 422 if form.is_bound else 200
    return render(request, "applications/defect_explain.html", context, status=status)


def _kept(request, application, item, words):
    try:
        explain(application, item.public_id, words, actor=request.actor)
    except Refused as refusal:
        return refused_page(request, application, refusal)
    messages.success(request, "说明已保存，报送后单位和职改办会看到。" if words else "说明已收回。")
    return redirect(_page_of(application, item))


def _page_of(application, item) -> str:
    """The section the defect is in, else 审核报送."""
    if not item.section_key:
        return reverse("applications:application_check", args=[application.public_id])
    page = reverse("applications:section_edit", args=[application.public_id, item.section_key])
    return f"{page}#{item.anchor}"

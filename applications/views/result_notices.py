"""评审结果公示 as everybody reads it: the lists, and the masked names on one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.notices import ResultSearchForm
from applications.models import ResultNotice
from applications.open_plans import result_board
from applications.services.result_notices import shown
from applications.views.notices import public_page
from applications.views.open_plans import board_page


@public_page
@require_safe
def result_notice_list(request):
    """The lists on show, or those that are over."""
    return board_page(request, result_board(request.GET), "applications/result_notice_list.html")


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def result_notice_detail(request, public_id):
    """One list; the name looked for is posted, so that it stands in no address."""
    notice = get_object_or_404(ResultNotice.objects.select_related("office"), public_id=public_id)
    form = ResultSearchForm(request.POST if request.method == "POST" else None)
    page = None
    if not form.is_bound:
        page = shown(notice, cursor=request.GET.get("cursor"))
    elif form.is_valid():
        page = shown(notice, cursor=None, name=form.cleaned_data["name"])
    context = {"notice": notice, "form": form, "page": page}
    status = 422 if form.errors else 200
    return render(request, "applications/result_notice_detail.html", context, status=status)

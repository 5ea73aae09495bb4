"""公示公告: what is on public notice, for everybody and without signing in; never indexed, nor cached."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.notices import NoticeSearchForm
from applications.models import PublicNotice
from applications.services.notices import board, facts_of, search


def public_page(view):
    """Decorate what everybody reads without signing in, and no search engine keeps."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(never_cache(wrapped))


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def notice_list(request):
    """The board; what is looked for is posted, so that no name stands in an address."""
    form, ended = NoticeSearchForm(request.POST if request.method == "POST" else None), "ended" in request.GET
    if form.is_bound:
        page = search(form.cleaned_data["words"]) if form.is_valid() else None
    else:
        page = board(ended=ended, cursor=request.GET.get("cursor"))
    context = {"form": form, "page": page, "ended": ended}
    status = 422 if form.errors else 200
    return render(request, "applications/notice_list.html", context, status=status)


@public_page
@require_safe
def notice_detail(request, public_id):
    """One notice, and whom to tell what speaks against it."""
    notice = get_object_or_404(PublicNotice.objects.select_related("office"), public_id=public_id)
    return render(request, "applications/notice_detail.html", {"notice": notice, "facts": facts_of(notice)})

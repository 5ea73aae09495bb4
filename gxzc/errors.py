"""The error pages; they need no database, no session and no context processor."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse

from core.http import error_page, too_large

# The last resort when even the template cannot be rendered.
PLAIN_500 = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>系统出了点问题</title>'
    "<h1>系统出了点问题</h1><p>不是您的操作引起的。已经保存的内容都还在，请过几分钟再试，"
    "或拨打 0771-5505013。</p></html>"
)


def bad_request(request, exception):
    """400: the address or the form cannot be understood; 413: there is more of it than we read."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, "一次提交的文字太多了")
    return error_page(400, "400.html")


def permission_denied(request, exception):
    """403: this capacity may not open the page."""
    return error_page(403, "403.html")


def page_not_found(request, exception):
    """404: no such page, or not one this person may see."""
    return error_page(404, "404.html")


def server_error(request):
    """500: a fault of ours; it must render whatever is broken."""
    try:
        return error_page(500, "500.html")
    except Exception:  # noqa: BLE001 - the page of last resort may not fail in its turn
        return HttpResponse(PLAIN_500, status=500)


def csrf_failure(request, reason=""):
    """403: the form is too old, or cookies are switched off."""
    return error_page(403, "403_csrf.html")

"""Says who acts in each request, and in which font size they read."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils.functional import SimpleLazyObject

from accounts.actors import SESSION_KEY, actor_of
from accounts.enums import FontSize
from accounts.models import Membership
from accounts.paths import is_own_address
from core import context

AA_COOKIE = "aa"
SESSION_ENDED = "登录已经过期，刚才的内容还没有保存到系统。请重新登录，回到原来的页面核对后再提交一次。"


def current_membership(request):
    """The membership the session names, if it is the person's own and still in force."""
    public_id = request.session.get(SESSION_KEY)
    if not public_id:
        return None
    return (
        Membership.objects.current()
        .select_related("employer", "office")
        .filter(user=request.user, public_id=public_id)
        .first()
    )


def find_actor(request):
    """The actor of this request; audit rows written later in the request name the same person."""
    signed_in = request.user.is_authenticated
    actor = actor_of(request.user, current_membership(request) if signed_in else None)
    if signed_in:
        context.set_person(request.user.public_id, actor.capacity)
    return actor


def font_size(request):
    """The size kept in the account; visitors keep theirs in a cookie."""
    chosen = request.user.aa if request.user.is_authenticated else request.COOKIES.get(AA_COOKIE)
    return chosen if chosen in FontSize.values else FontSize.STANDARD.value


class ActorMiddleware:
    """Sets `request.actor` and `request.aa`, both found out only when somebody asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: find_actor(request))
        request.aa = SimpleLazyObject(lambda: font_size(request))
        return self.get_response(request)


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """As Django's, but a form sent after the session ended leads back to the page it stood on.

    Its own address only takes posts; coming back to it after signing in would be a dead end.
    """

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        messages.warning(request, SESSION_ENDED)
        return redirect_to_login(came_from(request), self.get_login_url(view_func))


def came_from(request):
    """Path and query of the page of ours the request was sent from; the entrance if it does not say."""
    address = request.headers.get("Referer", "")
    if not is_own_address(request, address):
        return "/"
    page = urlsplit(address)
    return f"{page.path}?{page.query}" if page.query else page.path

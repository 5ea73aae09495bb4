"""Says who acts in each request, and in which font size they read."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from accounts import sessions
from accounts.actors import SESSION_KEY, actor_of
from accounts.enums import FontSize
from accounts.models import Membership
from accounts.paths import is_own_address
from accounts.services import second_factor
from core import context

AA_COOKIE = "aa"
SIGN_IN_AGAIN = "登录已经结束，请重新登录。"
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
        return lead_to_sign_in(request, str(self.get_login_url(view_func)))


def lead_to_sign_in(request, door):
    """Send a visitor to a sign-in page, and from there back; whose session ended is told so."""
    if request.method == "POST":
        messages.warning(request, SESSION_ENDED)
        return redirect_to_login(came_from(request), door)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        messages.info(request, SIGN_IN_AGAIN)
    return redirect_to_login(request.get_full_path(), door)


def came_from(request):
    """Path and query of the page of ours the request was sent from; the entrance if it does not say."""
    address = request.headers.get("Referer", "")
    if not is_own_address(request, address):
        return "/"
    page = urlsplit(address)
    return f"{page.path}?{page.query}" if page.query else page.path


class FirstThingsFirstMiddleware:
    """Keeps a person on the page that has to come first: second factor, then a password of one's own.

    Public pages stay open, and so do the pages named here.
    """

    OPEN = frozenset(
        (
            "password_renew",
            "second_factor_check",
            "second_factor_enrol",
            "second_factor_begin",
            "second_factor_confirm",
            "sign_out",
            "keep_alive",
            "aa_set",
        )
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = not getattr(view, "login_required", True)
        if is_public or not request.user.is_authenticated or self._is_open(request.resolver_match):
            return None
        if page := what_comes_first(request):
            return redirect(f"{reverse(page)}?{urlencode({'next': came_for(request)})}")
        return None

    def _is_open(self, match):
        return match.app_name == "accounts" and match.url_name in self.OPEN


def what_comes_first(request):
    """The name of the page this person has to pass before any other, or None."""
    if sessions.second_factor_is_due(request.session):
        has_one = second_factor.is_on(request.user)
        return "accounts:second_factor_check" if has_one else "accounts:second_factor_enrol"
    return "accounts:password_renew" if request.user.must_change_password else None


def came_for(request):
    """Where to go afterwards: the page asked for, or the one a form stood on."""
    return request.get_full_path() if request.method == "GET" else came_from(request)

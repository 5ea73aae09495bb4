"""Says who acts in each request, and in which font size they read."""

from django.utils.functional import SimpleLazyObject

from accounts.actors import SESSION_KEY, actor_of
from accounts.enums import FontSize
from accounts.models import Membership
from core import context

AA_COOKIE = "aa"


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

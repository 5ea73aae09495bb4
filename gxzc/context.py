"""What every template may use: names of the site, font size, unread messages, menus, actor."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.services.live_sessions import idle_seconds
from accounts.services.memberships import memberships_of
from accounts.sessions import second_factor_is_due
from core.hotlines import PLATFORM, TECHNICAL
from gxzc.menus import MenuSet
from messaging.services import unread_count

LAYOUTS = {
    "applicant": "layouts/applicant.html",
    "employer": "layouts/employer.html",
    "title_office": "layouts/office.html",
}


def site(request) -> dict:
    """Context processor; `layout` is the layout of the capacity the person acts in."""
    actor = _shown_actor(request)
    menu = MenuSet(actor, request.path, request.get_full_path())
    return {
        "site_name": settings.SITE_NAME,
        "staff_site_name": settings.STAFF_SITE_NAME,
        "hotline": TECHNICAL.phone,
        "platform_line": PLATFORM.phone,
        "aa": getattr(request, "aa", "standard"),
        "actor": actor,
        "idle_seconds": idle_seconds(actor.capacity) if _is_signed_in(actor) else None,
        "menu": menu,
        "home_url": SimpleLazyObject(lambda: menu.home_url),
        # A function: the template engine calls it, and `extends` wants a real str.
        "layout": lambda: LAYOUTS.get(getattr(actor, "capacity", ""), "layouts/public.html"),
        "other_capacities": SimpleLazyObject(lambda: _other_capacities(actor)),
        "unread_count": SimpleLazyObject(lambda: _unread(actor)),
    }


def _shown_actor(request):
    """Who the page greets: nobody while the second factor is still due."""
    actor = getattr(request, "actor", None)
    return None if _is_signed_in(actor) and second_factor_is_due(request.session) else actor


def _is_signed_in(actor) -> bool:
    return getattr(actor, "is_authenticated", False)


def _other_capacities(actor) -> list[tuple[str, str]]:
    """What else this person may act as: value for the switch ("" is the applicant) and words."""
    if not _is_signed_in(actor):
        return []
    others = [row for row in memberships_of(actor.user) if row != actor.membership]
    choices = [(str(row.public_id), str(row.office or row.employer)) for row in others]
    if actor.membership and actor.user.document_kind:
        choices.append(("", "个人账户"))
    return choices


def _unread(actor) -> int:
    return unread_count(actor.user) if _is_signed_in(actor) else 0

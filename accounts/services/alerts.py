"""Telling people what happened: one wherever they can be reached, those who serve a house as they chose."""

from django.db.models import Exists, OuterRef

from accounts.enums import Role
from accounts.models import Employer, Membership, User
from messaging import preferences
from messaging import services as messaging
from messaging.enums import Channel


def tell_everywhere(user, template_code, *, context=None, url_name="accounts:settings", url_args=()):
    """Write to inbox, mobile and e-mail address of a person; part of the caller's transaction.

    Args:
        template_code: an event with a text for the inbox; SMS and e-mail go where it has texts for them.
        context: fills their placeholders.
        url_name, url_args: the page the message leads to.
    """
    return messaging.notify(
        user,
        template_code,
        context=context or {},
        url_name=url_name,
        url_args=url_args,
        mobile=user.mobile,
        email=user.email,
    )


def tell_former_address(user, template_code, channel, address, *, context):
    """Write once more to the mobile or e-mail address a person has just given up, if there was one."""
    _send(user, template_code, channel, address, context)


def _send(user, template_code, channel, address, context) -> None:
    if address:
        messaging.send_text(user, template_code, channel, address, context=context)


def tell_staff(house, template_code, *, context, url_name, url_args=(), roles=(), but=None):
    """Write to the inbox of everybody who serves an employer or an office; part of the caller's transaction.

    An e-mail goes to those who chose it for this event: what comes many times a day goes to nobody unasked.

    Args:
        house, roles: see `staff_of`.
        but: the primary key of a person who is not told, because the matter is their own.
    """
    asks = Exists(preferences.choosing(template_code, Channel.EMAIL).filter(user=OuterRef("user")))
    serving = _serving(house, *roles).exclude(user=but).order_by("user").distinct()
    people = dict(serving.values_list("user", asks))
    messaging.notify_all(people, template_code, context=context, url_name=url_name, url_args=url_args)
    if asking := [person for person, wants_mail in people.items() if wants_mail]:
        for user in User.objects.filter(pk__in=asking):
            _send(user, template_code, Channel.EMAIL, user.email, context)


def staff_of(house, *roles):
    """Users who serve `house` (an Employer or a TitleOffice) now, each once; with `roles` only in these.

    The default account of an office is nobody in particular and is not among them.
    """
    return User.objects.filter(pk__in=_serving(house, *roles).values("user")).order_by("pk")


def staff_of_employers(employers):
    """Users who serve any of some employers now, each once; `employers` is a query or primary keys."""
    serving = Membership.objects.current().filter(employer__in=employers)
    return User.objects.filter(pk__in=serving.values("user")).order_by("pk")


def _serving(house, *roles):
    place = {"employer": house} if isinstance(house, Employer) else {"office": house}
    serving = Membership.objects.current().filter(**place).exclude(role=Role.BOOTSTRAP)
    return serving.filter(role__in=roles) if roles else serving

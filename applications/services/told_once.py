"""News of jobs that reach a person once: told in the same transaction in which it is kept that they were."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.services.alerts import tell_everywhere
from applications.models import ToldOnce

# The longest anybody is told late; what is older is forgotten.
KEPT_DAYS = 400
LOT = 200


def tell_once(people: Iterable, code: str, *, subject, occasion: str, context: dict, page: tuple) -> int:
    """Tell everybody who was not told of it yet; returns how many. Part of the caller's transaction.

    Args:
        subject: what it is about, by its public id; `occasion` says which time.
        page: the name of a URL and its arguments, where the message leads to.
    """
    told, (url_name, *url_args) = 0, page
    for user in people:
        _, is_new = ToldOnce.objects.get_or_create(user=user, code=code, subject=subject, occasion=occasion)
        if is_new:
            tell_everywhere(
                user, code, context=context, url_name=url_name, url_args=[str(one) for one in url_args]
            )
            told += 1
    return told


def tell_all(people: QuerySet, code: str, *, subject, occasion: str, **told) -> int:
    """Tell everybody of a query who was not told yet, some at a time; returns how many.

    Each lot is a transaction of its own, so that thousands neither wait for each other nor are told twice
    where the job is broken off. Arguments as of `tell_once`.
    """
    before = ToldOnce.objects.filter(user=OuterRef("pk"), code=code, subject=subject, occasion=occasion)
    waiting, number = people.exclude(Exists(before)), 0
    while lot := list(waiting[:LOT]):
        with transaction.atomic():
            number += tell_once(lot, code, subject=subject, occasion=occasion, **told)
    return number


def not_told(rows, code: str, occasion: str):
    """The subjects nobody was told of on this occasion."""
    told = ToldOnce.objects.filter(subject=OuterRef("public_id"), code=code, occasion=occasion)
    return rows.exclude(Exists(told))


def forget() -> int:
    """Delete what was told so long ago that it cannot come again; returns how many."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    return ToldOnce.objects.filter(at__lt=before).delete()[0]

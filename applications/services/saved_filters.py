"""存为视图: keeping, naming and dropping the views of a queue; each person has their own."""

from django.db import IntegrityError, transaction

from accounts.models import User
from applications.models import SavedFilter
from core import audit
from core.errors import Refused

MOST = 12
LONGEST_NAME = 20
DOUBLED = "您已经有一个叫“{name}”的视图了，请换一个名字。"


def views_of(user, portal: str) -> list[SavedFilter]:
    """The views of one person in one portal, the oldest first."""
    return list(SavedFilter.objects.filter(user=user, portal=portal))


def default_of(user, portal: str) -> SavedFilter | None:
    """The view that opens where nothing else was asked for."""
    return SavedFilter.objects.filter(user=user, portal=portal, is_default=True).first()


@transaction.atomic
def save(portal: str, name: str, query: str, *, actor) -> SavedFilter:
    """Keep an address of the queue under a name; the same name and address twice is one view.

    Raises Refused for a name that stands for another address, and where 12 views are kept already.
    """
    _queue_up(actor)
    own = SavedFilter.objects.filter(user=actor.user, portal=portal)
    if same := own.filter(name=name).first():
        if same.query == query:
            return same
        raise Refused(DOUBLED.format(name=name))
    if own.count() >= MOST:
        raise Refused(f"最多保存 {MOST} 个视图，请先删除不用的。")
    kept = SavedFilter.objects.create(user=actor.user, portal=portal, name=name, query=query)
    audit.record("applications.filter_saved", subject=kept, actor=actor, portal=portal)
    return kept


@transaction.atomic
def rename(kept: SavedFilter, name: str, *, actor) -> None:
    """Give a view another name; Refused if another view has it."""
    if kept.name == name:
        return
    try:
        with transaction.atomic():
            SavedFilter.objects.filter(pk=kept.pk).update(name=name)
    except IntegrityError:
        raise Refused(DOUBLED.format(name=name)) from None
    audit.record("applications.filter_changed", subject=kept, actor=actor, portal=kept.portal)


@transaction.atomic
def set_default(kept: SavedFilter, *, actor, on: bool) -> None:
    """Let this view open where nothing else was asked for, or none any more."""
    _queue_up(actor)
    own = SavedFilter.objects.filter(user=actor.user, portal=kept.portal)
    if on:
        own.filter(is_default=True).exclude(pk=kept.pk).update(is_default=False)
    if own.filter(pk=kept.pk).exclude(is_default=on).update(is_default=on):
        audit.record("applications.filter_changed", subject=kept, actor=actor, portal=kept.portal)


@transaction.atomic
def delete(kept: SavedFilter, *, actor) -> None:
    """Drop a view; the applications it showed are not touched."""
    audit.record("applications.filter_deleted", subject=kept, actor=actor, portal=kept.portal)
    SavedFilter.objects.filter(pk=kept.pk).delete()


def _queue_up(actor) -> None:
    """Two windows of one person keep and choose one after the other."""
    User.objects.select_for_update().get(pk=actor.user.pk)

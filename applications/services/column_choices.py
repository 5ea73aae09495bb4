"""列设置: which columns of a list a person does without; each person for themselves, portal by portal."""

from django.db import transaction

from accounts.models import User
from applications.models import ColumnChoice
from core import audit


def hidden_of(user, portal: str) -> frozenset[str]:
    """The keys of the columns that one person hides in one portal."""
    chosen = ColumnChoice.objects.filter(user=user, portal=portal).values_list("hidden", flat=True).first()
    return frozenset(chosen or ())


@transaction.atomic
def hide(portal: str, keys, *, actor) -> None:
    """Hide these columns from now on and show all others; the same choice again changes nothing."""
    User.objects.select_for_update().get(pk=actor.user.pk)
    if hidden_of(actor.user, portal) == frozenset(keys):
        return
    ColumnChoice.objects.update_or_create(user=actor.user, portal=portal, defaults={"hidden": sorted(keys)})
    audit.record("applications.columns_chosen", subject=actor.user, actor=actor, portal=portal)

"""Which texts a person agreed to, in which version, and what they still have to be asked."""

from django.db import transaction

from accounts.models import Consent, ConsentText
from core import audit


def outstanding(user) -> list[ConsentText]:
    """The current texts this person has not agreed to yet, in the order they are shown."""
    current = ConsentText.objects.current()
    agreed = set(Consent.objects.filter(user=user, text__in=current).values_list("text_id", flat=True))
    return [text for text in current if text.pk not in agreed]


@transaction.atomic
def agree(user, *, actor) -> int:
    """Note that `user` agrees to every current text; returns how many were new. Safe to repeat."""
    noted = 0
    for text in outstanding(user):
        _, new = Consent.objects.get_or_create(user=user, text=text)
        if new:
            audit.record(
                "accounts.consented",
                subject=user,
                actor=actor,
                title=text.get_code_display(),
                version=text.version,
            )
        noted += new
    return noted


def agreed_by(user):
    """What this person agreed to, newest first."""
    return Consent.objects.filter(user=user).select_related("text").order_by("-pk")

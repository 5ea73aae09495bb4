"""An objection under a real name to one person on a notice of an employer or of a committee's office."""

from django.utils import timezone


def record(entry, actor, data) -> None:
    """It stands against this person until it is handled."""
    entry.objections.create(
        objector_name=data["objector_name"],
        objector_contact=data["objector_contact"],
        words=data["opinion"],
        recorded_by=actor.user,
    )


def handle(waiting, actor, data, *, matters: bool) -> None:
    """Keep what was decided about those of `waiting`, a query set, that nobody has decided yet."""
    waiting.filter(decided_at=None).update(
        matters=matters, opinion=data["opinion"], decided_by=actor.user, decided_at=timezone.now()
    )

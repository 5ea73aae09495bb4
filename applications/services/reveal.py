"""Showing the personal leaves of a submission in full to the staff who handle it; every look is recorded."""

from django.db import transaction

from applications import registry
from applications.policies import may_see_identity
from applications.services.reading import IDENTITY_WORDS
from applications.services.submission import IDENTITY_SEALED
from core import audit
from core.errors import Refused
from core.pii import star_out


@transaction.atomic
def reveal(application, *, actor, reason: str) -> list[tuple[str, str]]:
    """The sealed answers of the last submission as (label, text), in full.

    `reason` goes on record, with anything that looks like a number of a person starred. Raises Refused for
    those who may only look at the case from above.
    """
    if not may_see_identity(actor, application):
        raise Refused("完整证件号和联系方式只供办理这份申报的单位或职改办查看。")
    revision = application.revisions.last()
    identity, words = revision.opened_identity(IDENTITY_SEALED), dict(IDENTITY_WORDS)
    shown = [(name, words[name], identity[name]) for name in IDENTITY_SEALED]
    for section in registry.kind(application.kind).sections:
        answers = revision.section(section.key, section.form.pii)
        readable = section.form(subject=application).readable(answers) if section.form.pii else []
        shown += [leaf for leaf in readable if leaf[0] in section.form.pii]
    audit.record(
        "applications.identity_revealed",
        subject=application,
        actor=actor,
        reason=star_out(reason),
        fields=[name for name, _, _ in shown],
    )
    return [(label, text) for _, label, text in shown]

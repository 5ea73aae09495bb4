"""Loads the texts of messages from their file."""

import csv
from pathlib import Path
from string import Formatter

from django.db import transaction

from core import loaders
from messaging import editing, placeholders
from messaging.models import MessageTemplate, TextVersion

TEXTS = Path(__file__).parent / "data" / "texts.csv"
FOLLOWING = ("subject", "body", "shipped_subject", "shipped_body", "is_secret", "provider_code")


@loaders.register
@transaction.atomic
def texts() -> str:
    """Bring every text up to date with the file.

    Raises:
        ValueError: a text asks for something no event provides.
    """
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(text.code, text.channel): text for text in MessageTemplate.objects.select_for_update()}
    new, changed = [], []
    for row in rows:
        _refuse_unknown(row)
        same = {"code": row["code"], "channel": row["channel"]}
        template = known.get(tuple(same.values())) or MessageTemplate(**same)
        if _follow(template, row):
            (changed if template.pk else new).append(template)
    MessageTemplate.objects.bulk_create(new, ignore_conflicts=True)
    MessageTemplate.objects.bulk_update(changed, FOLLOWING)
    _give_up_outdated()
    return f"消息文本 {len(rows)} 条"


def _follow(template, row) -> bool:
    """Take over what the file says; words that somebody edited stay in force. Whether anything changed."""
    values = {
        "shipped_subject": row["subject"],
        "shipped_body": row["body"],
        "is_secret": row["is_secret"] == "1",  # noqa: S105 - a flag
    }
    if not template.is_edited:
        values |= {"subject": row["subject"], "body": row["body"]}
        if (template.subject, template.body) != (row["subject"], row["body"]):
            # The number of the provider belongs to the words it approved.
            values["provider_code"] = ""
    changed = any(getattr(template, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(template, name, value)
    return changed


def _give_up_outdated() -> None:
    """An edited text that asks for what its event no longer provides would stop the event: it goes."""
    for template in MessageTemplate.objects.filter(is_edited=True):
        asked = placeholders.names_in(template.subject + template.body)
        if asked <= set(editing.allowed(template)):
            continue
        TextVersion.objects.create(
            template=template, number=template.version, subject=template.subject, body=template.body
        )
        template.subject, template.body = template.shipped_subject, template.shipped_body
        template.is_edited, template.provider_code = False, ""
        template.version += 1
        template.save()


def _refuse_unknown(row) -> None:
    asked = {
        name for text in (row["subject"], row["body"]) for _, name, _, _ in Formatter().parse(text) if name
    }
    if asked - placeholders.known():
        raise ValueError(f"text {row['code']} asks for unknown {sorted(asked - placeholders.known())}")

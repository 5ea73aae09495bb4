"""Loads the texts of messages from their file."""

import csv
from pathlib import Path
from string import Formatter

from core import loaders
from messaging import editing, placeholders
from messaging.models import MessageTemplate, TextVersion

TEXTS = Path(__file__).parent / "data" / "texts.csv"


@loaders.register
def texts() -> str:
    """Bring every text up to date with the file.

    Raises:
        ValueError: a text asks for something no event provides.
    """
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        _refuse_unknown(row)
        _bring_up_to_date(row)
    _give_up_outdated()
    return f"消息文本 {len(rows)} 条"


def _bring_up_to_date(row) -> None:
    """Keep the words of the file; words that somebody edited stay in force."""
    words = {"subject": row["subject"], "body": row["body"]}
    shipped = {
        "shipped_subject": row["subject"],
        "shipped_body": row["body"],
        "is_secret": row["is_secret"] == "1",  # noqa: S105 - a flag
    }
    same = {"code": row["code"], "channel": row["channel"]}
    MessageTemplate.objects.update_or_create(**same, defaults=shipped, create_defaults=shipped | words)
    # The number of the provider belongs to the words it approved.
    following = MessageTemplate.objects.filter(**same, is_edited=False).exclude(**words)
    following.update(**words, provider_code="")


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

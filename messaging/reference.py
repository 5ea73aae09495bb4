"""Loads the texts of messages from their file."""

import csv
from pathlib import Path
from string import Formatter

from core import loaders
from messaging.models import MessageTemplate

TEXTS = Path(__file__).parent / "data" / "texts.csv"
PLACEHOLDERS = frozenset(
    (
        "applicant_name",
        "application_number",
        "certificate_number",
        "code",
        "employer",
        "kind",
        "name",
        "office",
        "opinion",
        "title_name",
        "title_path",
    )
)


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
        MessageTemplate.objects.update_or_create(
            code=row["code"],
            channel=row["channel"],
            defaults={
                "subject": row["subject"],
                "body": row["body"],
                "is_secret": row["is_secret"] == "1",  # noqa: S105 - a flag
            },
        )
    return f"消息文本 {len(rows)} 条"


def _refuse_unknown(row) -> None:
    asked = {
        name for text in (row["subject"], row["body"]) for _, name, _, _ in Formatter().parse(text) if name
    }
    if asked - PLACEHOLDERS:
        raise ValueError(f"text {row['code']} asks for unknown {sorted(asked - PLACEHOLDERS)}")

"""The `{placeholders}` of texts: what they stand for, a sample of each, and what a text asks for."""

import csv
import functools
from pathlib import Path
from string import Formatter

from messaging.enums import Channel

WORDS = Path(__file__).parent / "data" / "placeholders.csv"
# An SMS lies open on a locked screen, and its provider reads it.
NOT_IN_SMS = frozenset({"opinion", "name", "applicant_name", "application_number", "certificate_number"})


@functools.cache
def _words() -> dict[str, tuple[str, str]]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["label"], row["sample"]) for row in csv.DictReader(file)}


def known() -> set[str]:
    """Every placeholder some event provides."""
    return set(_words())


def label(name: str) -> str:
    """What a placeholder stands for, in words; its own name where the list lacks it."""
    return _words().get(name, (name, ""))[0]


def samples(names) -> dict[str, str]:
    """Made-up values for these placeholders, for previews and trials."""
    return {name: _words().get(name, ("", f"（{name}）"))[1] for name in names}


def names_in(text: str) -> set[str]:
    """The names `text` asks for.

    Raises:
        ValueError: braces do not come in pairs, or hold something that is no plain name.
    """
    asked = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}} is no placeholder")
        asked.add(name)
    return asked


def allowed(shipped: dict[str, str], channel: str) -> list[str]:
    """What a text of one event may ask for: what its shipped texts ask for, on any channel.

    An SMS may not hold what names a person or a case, unless it came so.

    Args:
        shipped: channel → subject and body of the event as they came.
    """
    known = set().union(*map(names_in, shipped.values()))
    if channel == Channel.SMS:
        known = known - NOT_IN_SMS | names_in(shipped.get(channel, ""))
    return sorted(known)

"""The list of audit events and the code agree: nothing is announced that nobody records."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from core import audit

HOUSE = Path(settings.BASE_DIR)
# How the names begin that are put together where they are recorded.
STEMS = ("accounts", r"applications\.row_", r"applications\.defect_")


def spoken_words():
    """Every string of the code outside the lists of events, and every string put together as a pattern."""
    words, patterns = set(), set()
    for app in apps.get_app_configs():
        for file in Path(app.path).rglob("*.py") if Path(app.path).is_relative_to(HOUSE) else ():
            if file.name == "events.py" or {"migrations", ".venv"} & set(file.parts):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    patterns.add(node)
    return words, [_pattern(node) for node in patterns]


def _pattern(node):
    parts = (re.escape(part.value) if isinstance(part, ast.Constant) else "([a-z_]+)" for part in node.values)
    return re.compile("".join(parts))


def test_every_registered_event_is_recorded_somewhere():
    words, patterns = spoken_words()

    def is_put_together(event):
        found = (pattern.fullmatch(event) for pattern in patterns if pattern.pattern.startswith(STEMS))
        return any(match and set(match.groups()) <= words for match in found)

    registered = set(audit.registered()) - {"core.test_done"}
    unused = {event for event in registered if event not in words and not is_put_together(event)}
    assert unused == set()

"""docs/security.md names tests that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_row_names_tests_and_every_named_test_exists():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 25
    assert [row for row in rows if not NAMED.search(row)] == []
    missing = [f"{file}::{name}" for file, name in NAMED.findall(text) if name not in functions(file)]
    assert missing == []


def functions(file):
    """Names of the tests of a file; nothing when there is no such file."""
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module(body=[])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

"""The house rules: who imports what, which views are public, and that each contract can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "gxzc admin_portal applications verification certificates payments accounts messaging catalogue core"
).split()

# contract name -> (file, line to plant in it)
PLANTED = {
    "Floors: an app imports downward only": ("catalogue/planted.py", "import accounts.models"),
    "Rooms of applications: each imports downward only": (
        "applications/models/planted.py",
        "import applications.services",
    ),
    "Rooms of accounts: each imports downward only": (
        "accounts/models/planted.py",
        "import accounts.services",
    ),
    "Rooms of certificates and verification: each imports downward only": (
        "certificates/models/planted.py",
        "import certificates.services",
    ),
    "A view is a leaf that only urls import": ("applications/kinds/planted.py", "import applications.views"),
    "Doors: of a lower app only models, services and their like are imported": (
        "applications/services/planted.py",
        "import accounts.forms",
    ),
    "Only core.pii touches cryptography": ("accounts/services/planted.py", "import cryptography"),
    "No circles between the rooms of an app": (
        "core/planted.py",
        "import core.planted_too",
    ),
}


def lint(folder):
    """Run import-linter on a checkout; the answer is its report."""
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def planted_report(tmp_path_factory):
    copy = tmp_path_factory.mktemp("checkout")
    for app in APPS:
        shutil.copytree(ROOT / app, copy / app, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / ".importlinter", copy)
    for file, line in PLANTED.values():
        (copy / file).write_text(f'"""Planted."""\n\n{line}\n')
    (copy / "core/planted_too.py").write_text('"""Planted."""\n\nimport core.planted\n')
    return lint(copy)


def test_the_project_keeps_every_contract():
    report = lint(ROOT)
    assert f"{len(PLANTED)} kept, 0 broken" in report, report


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(planted_report, contract):
    assert f"{contract} BROKEN" in planted_report

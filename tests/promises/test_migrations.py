"""A release migrates under the one that serves: only additions, and no long lock (promise R16)."""

import pytest
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

# What stood before the platform served anybody; these filled empty tables.
FIRST = {
    "accounts": "0004",
    "applications": "0002",
    "captcha": "0002",
    "catalogue": "0001",
    "certificates": "0003",
    "core": "0005",
    "messaging": "0002",
    "payments": "0001",
}
# Both releases keep the rule before the index does; that it is built beside the work is CREATE_INDEX.
ALLOWED = ("ADD_UNIQUE", "RUNPYTHON_ARGS_NAMING_CONVENTION", "RUNPYTHON_MODEL_VARIABLE_NAME")
OWN = ("accounts", "applications", "catalogue", "certificates", "core", "messaging", "payments")


def later():
    """The migrations of ours made since."""
    every = MigrationLoader(None).disk_migrations
    return [
        pytest.param(every[key], id=".".join(key))
        for key in sorted(every)
        if key[0] in OWN and key[1][:4] > FIRST.get(key[0], "")
    ]


@pytest.fixture
def linter(django_db_setup, django_db_blocker):
    """It only reads, and what is built beside the work is refused within a transaction."""
    with django_db_blocker.unblock():
        yield MigrationLinter(
            str(settings.BASE_DIR),
            all_warnings_as_errors=True,
            no_cache=True,
            exclude_migration_tests=ALLOWED,
        )


@pytest.mark.parametrize("migration", later())
def test_the_release_that_serves_goes_on(migration, linter):
    linter.lint_migration(migration)
    assert not linter.has_errors, "the reasons are printed above"

"""Helpers for tests that start the platform's processes."""

import os

import psutil

# What this run put into the environment; a child that starts servers of its own must not inherit it.
OF_THIS_RUN = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "GXZC_", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"),
    "PYTEST_",
)


def clean_environment(**change):
    """Return the environment of this process without what its test run put there."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_RUN)} | change


def leftovers(folder):
    """Return every process that has to do with the folder, by command line, directory or environment."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.cwd(), *process.environ().values()]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(process)
    return found

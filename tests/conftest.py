"""Fixtures of the whole test run: a browser that shows Chinese, and a connection as the runtime role."""

import gc
import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import OperationalError, connection, connections, transaction
from django.test import TransactionTestCase
from playwright.sync_api import expect

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Headers and body are two packets: without this each answer of `live_server` waits 40 ms between them.
WSGIRequestHandler.disable_nagle_algorithm = True

# Most of what a run makes lives to its end: looking for circles less often saves two seconds in a hundred.
gc.set_threshold(100_000, 20, 50)

# As patient as the steps of Playwright themselves.
expect.set_options(timeout=30_000)

# The headless shell is the same engine without windows, at two thirds of the work.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium():
    """Return the path of Chromium, or fail with what to install."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not path:
        pytest.fail(
            "浏览器测试需要 Chromium：请运行 apt-get install chromium，或用 CHROMIUM 指明它的路径。",
            pytrace=False,
        )
    return path


def require_chinese_font():
    """Fail with what to install when no font can show Chinese."""
    listed = shutil.which("fc-list") and subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        text=True,
        check=False,
    )
    if not listed or not listed.stdout.strip():
        pytest.fail("浏览器测试需要中文字体：请运行 apt-get install fonts-noto-cjk。", pytrace=False)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A transaction around a whole module, for rows that many of its tests only read; none may commit."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly():
    """After a test that commits, delete what it left; Django would truncate every table, empty or not."""
    TransactionTestCase._fixture_teardown = lambda self: delete_everything()


def delete_everything():
    """Delete all rows, content types apart; a request that never ends fails its own test and no later one."""
    try:
        delete_rows()
    except OperationalError as stuck:
        ended = end_other_connections()
        delete_rows()
        raise AssertionError(f"still at work when the test ended: {ended}") from stuck


def delete_rows():
    """Delete in any order: constraints are looked at when all rows are gone."""
    kept = {"django_content_type", "auth_permission"}
    tables = [
        connection.ops.quote_name(name)
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False)
        if name not in kept
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        # A request that a browser left behind must not write in between.
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in tables))
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")


def end_other_connections():
    """End whatever else is at work in the test database; returns what it was at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, left(query, 200), pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchall()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium; fail, never skip, when it or a Chinese font is missing."""
    require_chinese_font()
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # A page that still glides to the field just filled moves the button away from under a click.
            "--disable-smooth-scrolling",
        ],
    }


@pytest.fixture(scope="session")
def running_browser(launch_browser):
    """Return Chromium, started anew when it is gone: one that dies must not fail every later test."""
    started = []

    def running():
        if not started or not started[-1].is_connected():
            started.append(launch_browser())
        return started[-1]

    yield running
    for browser in started:
        browser.close()


@pytest.fixture
def browser(running_browser):
    """Chromium, alive."""
    return running_browser()


@pytest.fixture(scope="session")
def playwright(playwright):
    """Close what was connected under the event loop: once the loop is gone nobody sees those connections."""
    yield playwright
    connections.close_all()


@pytest.fixture
def open_folder():
    """Return a folder other users can enter, unlike tmp_path: the database may run under another user."""
    with tempfile.TemporaryDirectory(prefix="gxzc-open-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def runtime_connection(transactional_db):
    """Return a psycopg2 connection to the test database as the role the application runs under."""
    if "DATABASE_OWNER_URL" not in os.environ:
        pytest.fail(
            "这些测试需要两个数据库角色：请同时设置 DATABASE_OWNER_URL，或两者都不设置。", pytrace=False
        )
    with closing(
        psycopg2.connect(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    ) as runtime:
        yield runtime

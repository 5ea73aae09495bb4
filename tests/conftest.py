"""Fixtures of the whole test run: a browser that shows Chinese, and a connection as the runtime role."""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Headers and body are two packets: without this each answer of `live_server` waits 40 ms between them.
WSGIRequestHandler.disable_nagle_algorithm = True

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Side by side, begin with what takes longest, so that all processes end at nearly the same moment."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not any(map(item.get_closest_marker, ("worker", "browser"))))


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly():
    """After a test that commits, delete what it left; Django would truncate every table, empty or not."""
    TransactionTestCase._fixture_teardown = lambda self: delete_everything()


def delete_everything():
    """Delete all rows, content types apart; constraints are looked at when all are gone."""
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
        ],
    }


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

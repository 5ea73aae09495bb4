"""/healthz and /readyz: what a probe hears, for any host name and without signing in."""

import os
import subprocess
import sys

import pytest
from django.db import connection

ASK = """
import django; django.setup()
from django.test import Client
answer = Client().get('{}')
print(answer.status_code, answer.text)
"""


def ask_elsewhere(path, **change):
    """Ask in a process of its own, with another environment."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gxzc.settings.test", **change}
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(path)], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_alive_is_told_to_any_host_without_the_database(client):
    answer = client.get("/healthz", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_everything_is_there(client):
    answer = client.get("/readyz", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "missing": {}})


@pytest.mark.django_db
def test_a_missing_migration_is_named(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'captcha' AND name = '0002_alter_captchastore_id'"
        )
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == {"migrations": "数据库结构还没有更新到最新（还差 1 步）"}


@pytest.mark.django_db
def test_a_queue_that_is_down_is_named(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == {"redis": "消息队列（Redis）连接不上"}


def test_a_database_that_is_down_is_named_and_the_process_still_lives():
    down = {"DATABASE_URL": "postgresql://gxzc@127.0.0.1:1/gxzc", "DATABASE_OWNER_URL": ""}
    assert ask_elsewhere("/healthz", **down).startswith("200 ok")
    told = ask_elsewhere("/readyz", **down)
    assert told.startswith("503")
    assert '"database": "数据库连接不上"' in told

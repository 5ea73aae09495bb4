"""Where the embedded servers keep their state, and which folders another user can reach."""

import hashlib
import os
import shutil
import stat
from pathlib import Path

from gxzc.local.errors import DISK_FULL, CannotStart

PROJECT = Path(__file__).resolve().parent.parent.parent
SHARED_ROOT = Path("/var/lib/gxzc")
NEEDED_BYTES = 300 * 1024 * 1024


def is_root():
    """Return whether this process may do everything."""
    return os.geteuid() == 0


def state_dir():
    """Return the state folder: GXZC_STATE, else one per project path for root, else .local in the project."""
    named = os.environ.get("GXZC_STATE")
    if named:
        return Path(named).expanduser().resolve()
    return shared_place(PROJECT) if is_root() else PROJECT / ".local"


def shared_place(key):
    """Return the folder under /var/lib/gxzc that belongs to the path `key`."""
    return SHARED_ROOT / hashlib.sha256(str(key).encode()).hexdigest()[:12]


def prepare_state_dir():
    """Create the state folder, traversable by the database's own user, and check that the disk has room."""
    state = state_dir()
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o711 if is_root() else 0o700)
    (state / "logs").mkdir(mode=0o700, exist_ok=True)
    if shutil.disk_usage(state).free < NEEDED_BYTES:
        raise CannotStart(DISK_FULL)
    return state


def open_to_others(folder):
    """Return whether every folder from / down to `folder` may be traversed by an unrelated user."""
    return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents))


def database_home(state):
    """Return the folder for the database: the state folder, or one under /var/lib that others can reach."""
    if not is_root() or open_to_others(state):
        return state
    home = shared_place(state)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    return home

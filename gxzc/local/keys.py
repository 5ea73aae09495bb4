"""Keys and passwords of one machine, made on first start and kept in a file only its owner reads."""

import base64
import json
import os
import secrets

from gxzc.local.errors import CannotStart

FILE = "secrets.json"


def random_key():
    """Return 256 random bits as base64 text."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "GXZC_PII_KEYS": lambda: f"1:{random_key()}",
    "GXZC_INDEX_KEY": random_key,
    "database_admin": lambda: secrets.token_urlsafe(24),
    "database_owner": lambda: secrets.token_urlsafe(24),
    "database_runtime": lambda: secrets.token_urlsafe(24),
    "valkey": lambda: secrets.token_urlsafe(24),
}
ENVIRONMENT = ("SECRET_KEY", "GXZC_PII_KEYS", "GXZC_INDEX_KEY")


def load(state):
    """Return the keys of this machine, making those that do not exist yet."""
    path = state / FILE
    kept = read(path)
    missing = {name: make() for name, make in MAKERS.items() if name not in kept}
    if missing:
        write(path, kept | missing)
    return kept | missing


def read(path):
    """Return what the file holds; an empty dictionary when there is none yet."""
    if not path.exists():
        return {}
    try:
        return json.loads(path.read_text())
    except ValueError:
        raise CannotStart(f"密钥文件 {path} 已损坏，请从备份恢复；没有它，已加密的资料无法读取。") from None


def write(path, values):
    """Replace the file in one step, never readable by others, not even for a moment."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump(values, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)

"""The unprivileged system account PostgreSQL runs under when the project is started by root."""

import pwd
import shutil
import subprocess

from gxzc.local.errors import CannotStart
from gxzc.local.paths import is_root

NAME = "gxzc-pg"


def database_user(data):
    """Return the account to run PostgreSQL under, or None when this process is not root.

    An existing data folder keeps its owner; else our own account, made if need be; else nobody.
    """
    if not is_root():
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    return find(NAME) or create() or find("nobody") or refuse()


def find(name):
    """Return the account called `name`, or None."""
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def create():
    """Make the account; another start may make it at the same moment, so look again whatever happened."""
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if useradd:
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
            check=False,
            capture_output=True,
        )
    return find(NAME)


def refuse():
    """Say that root needs an ordinary account for PostgreSQL."""
    raise CannotStart("PostgreSQL 不能以 root 身份运行，也没有可用的普通账户，请改用普通用户运行。")


def as_user(account):
    """Return the subprocess arguments that run a program as `account` (a pwd row, or None for oneself)."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

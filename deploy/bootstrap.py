"""Makes .venv and installs the pinned requirements into it; does nothing when they are there already.

Runs on the bare python3 of the machine:  python3 deploy/bootstrap.py requirements.txt [requirements-dev.txt]
"""

import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed.json"
UV = "uv==0.13.8"
OLDEST = (3, 11)
PIP = ("-m", "pip", "--disable-pip-version-check")

# uv does not read pip's configuration: what each of pip's settings is called there.
UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
}


def main(names):
    """Install the requirement files `names`; end with one sentence when that is impossible."""
    if sys.version_info < OLDEST:
        sys.exit("无法安装：需要 Python 3.11 或更高版本，请先安装 python3.11。")
    wanted = {name: hashlib.sha256((PROJECT / name).read_bytes()).hexdigest() for name in names}
    installed = read_stamp()
    missing = [name for name in names if installed.get(name) != wanted[name]]
    if not missing:
        return
    make_environment()
    say(f"安装固定版本的依赖：{'、'.join(missing)} …")
    install(missing)
    STAMP.write_text(json.dumps(installed | wanted))


def read_stamp():
    """Return the digests of the files that were installed; empty when there is no working environment."""
    try:
        return json.loads(STAMP.read_text()) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def make_environment():
    """Create .venv unless its Python works."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, *PIP, "--version"], capture_output=True, check=False).returncode == 0
    ):
        return
    say("创建 Python 环境 .venv …")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"无法创建 Python 环境：{why(done)}（Debian 上请运行 apt-get install python3-venv）")


def install(names):
    """Install with uv, which is quick; with pip when uv cannot be had or does not know the index."""
    files = [part for name in names for part in ("-r", name)]
    if quietly([PYTHON, *PIP, "install", "--quiet", UV]) is None:
        command = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--python", PYTHON]
        if quietly([*command, *files], os.environ | uv_environment()) is None:
            return
    failure = quietly([PYTHON, *PIP, "install", "--quiet", "--no-compile", "--require-hashes", *files])
    if failure is not None and "No space left on device" in failure:
        sys.exit("无法安装依赖：磁盘空间不足，请清理出至少 1 GB 后重新运行。")
    if failure is not None:
        sys.exit(f"无法安装依赖：请检查网络，或在 pip.conf 里配置可用的软件包镜像。（{failure}）")


def uv_environment():
    """Return pip's settings (pip.conf and PIP_ variables) as uv's; hashes make every index equally safe."""
    listed = subprocess.run(
        [PYTHON, *PIP, "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        name, separator = UV_NAMES.get(key.rpartition(".")[2], (None, ""))
        if name:
            words = " ".join(shlex.split(value)).split()
            found[name] = separator.join(
                dict.fromkeys([*filter(None, found.get(name, "").split(separator)), *words])
            )
    return {"UV_INDEX_STRATEGY": "unsafe-best-match", **found}


def quietly(command, environment=None):
    """Run a command; return None when it worked, else the last line it wrote."""
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    return why(done) if done.returncode else None


def why(done):
    """Return the last line a failed command wrote."""
    return ((done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"])[-1].strip()


def say(sentence):
    """Show one line at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"无法安装：{error.strerror}（{error.filename or PROJECT}）")

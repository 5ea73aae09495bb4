"""Runs what reads a hostile file in a process of its own, without files, secrets or connections."""

import json
import subprocess
import sys
from pathlib import Path


def answer_of(script: Path, content: bytes, ask: dict, *, seconds: int) -> bytes | None:
    """Return what `script` prints about `content`, or None when its limits ended it.

    `ask` is its only argument, as JSON; it sets its own limits of memory and time from it.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the file is its standard input
            [sys.executable, "-I", str(script), json.dumps(ask)],
            input=content,
            capture_output=True,
            timeout=2 * seconds,
            cwd="/",
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout

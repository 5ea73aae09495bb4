"""The servers of a test run: gone when it ends, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gxzc.local.processes import wait_until
from tests.gxzc.processes import clean_environment, leftovers

ROOT = Path(__file__).resolve().parent.parent.parent
# In the middle of a transaction, without the tables: they take ten times as long as all the rest.
SLEEPER = """
import os
import time
from pathlib import Path

import psycopg2

def test_sleep():
    busy = psycopg2.connect(os.environ["DATABASE_URL"])
    busy.cursor().execute("SELECT 1")
    Path(__file__).with_name("reached").touch()
    time.sleep(120)
"""


@pytest.mark.worker
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_broken_off_run_leaves_neither_process_nor_folder(open_folder, tmp_path, number):
    sleeper = tmp_path / "test_sleeper.py"
    sleeper.write_text(SLEEPER)
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, sleeper],
        cwd=ROOT,
        env=clean_environment(TMPDIR=str(open_folder)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert wait_until((tmp_path / "reached").exists, 60, pause=0.1)
    assert len(leftovers(open_folder)) >= 3
    os.killpg(process.pid, number)
    assert process.wait(30) != 0
    assert leftovers(open_folder) == []
    assert [found.name for found in open_folder.glob("gxzc-*")] == []

"""The benchmark of the look-up runs, small, and counts what it asked exactly."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.soak
def test_the_benchmark_runs_and_its_counter_is_exact():
    outside = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "GXZC_DB_ROLE", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    command = [sys.executable, "-m", "bench.lookup", "--rows", "12000", "--samples", "5"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counters = re.findall(r"counter of \S+: (\d+) of (\d+) shown", done.stdout)
    assert len(counters) == 2
    assert all(counted == shown for counted, shown in counters)
    assert "GET as share of the bare view" in done.stdout

"""The first thing `make` does: an environment with the pinned requirements, or one sentence."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "deploy" / "bootstrap.py"


@pytest.fixture
def bootstrap(monkeypatch):
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    return module


def test_uv_looks_where_pip_is_told_to_look(bootstrap, monkeypatch, tmp_path):
    configuration = tmp_path / "pip.conf"
    configuration.write_text("[global]\nindex-url = https://mirror.example/simple\nfind-links = /a /b\n")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://one.example/simple https://two.example/simple")
    found = bootstrap.uv_environment()
    assert found["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert found["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert found["UV_FIND_LINKS"].split(",")[-2:] == ["/a", "/b"]


def test_without_an_index_it_says_one_sentence_and_fails(tmp_path):
    (tmp_path / "deploy").mkdir()
    shutil.copy(SCRIPT, tmp_path / "deploy")
    hashed = "no-such-package-anywhere==1.0 --hash=sha256:" + "0" * 64
    (tmp_path / "requirements.txt").write_text(hashed)
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, tmp_path / "deploy" / "bootstrap.py", "requirements.txt"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("无法安装依赖：请检查网络")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / ".venv" / ".installed.json").exists()


def test_a_full_disk_is_one_sentence(bootstrap, monkeypatch):
    failure = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    monkeypatch.setattr(bootstrap, "quietly", lambda *_: failure)
    with pytest.raises(SystemExit, match="无法安装依赖：磁盘空间不足"):
        bootstrap.install(["requirements.txt"])


def test_what_is_installed_already_is_left_alone(tmp_path):
    (tmp_path / "deploy").mkdir()
    shutil.copy(SCRIPT, tmp_path / "deploy")
    (tmp_path / "requirements.txt").write_text("")
    script = [sys.executable, tmp_path / "deploy" / "bootstrap.py", "requirements.txt"]
    environment = {**os.environ, "PIP_NO_INDEX": "1"}
    first = subprocess.run(script, env=environment, capture_output=True, text=True, check=False, timeout=120)
    again = subprocess.run(script, env=environment, capture_output=True, text=True, check=False, timeout=20)
    assert "安装固定版本的依赖" in first.stdout
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

"""What the container and the service are made of."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="the container's Python reads TOML, this one does not")
def test_the_container_needs_all_that_speaks_and_nothing_that_trains():
    command = [sys.executable, DEPLOY / "requirements.py", "server", "aac"]
    needed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    names = {line.partition(">")[0] for line in needed}
    assert {"numpy", "phonemizer", "fastapi", "uvicorn", "wyoming", "av"} <= names
    assert "torch" not in names


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_the_unit(tmp_path):
    unit = (DEPLOY / "tts.service").read_text(encoding="utf-8").replace("/opt/tts/bin/tts", "/bin/true")
    (tmp_path / "tts.service").write_text(unit, encoding="utf-8")
    told = subprocess.run(["systemd-analyze", "verify", tmp_path / "tts.service"], capture_output=True, text=True)
    assert told.returncode == 0
    assert "tts.service" not in told.stderr

import os
import signal
import subprocess
import sys

import pytest

from voices.files.atomic_file import replace_file


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")

    def fail(temporary):
        temporary.write_text("half of the n")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace_file(path, fail)
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path):
    (tmp_path / "plain").write_text("x")

    def write_for_the_owner_only(temporary):
        temporary.write_text("new")
        temporary.chmod(0o600)

    replace_file(tmp_path / "deep" / "file", write_for_the_owner_only)
    assert (tmp_path / "deep" / "file").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_killed_processes_left_is_swept_away_and_nothing_else_is(tmp_path):
    kept = {".file.123.tmp", ".mine.tts.tmp", "file.123.tts.tmp"}  # other programs'
    names = [".file.123.tts.tmp", ".other.safetensors.9.tts.tmp", ".file.124.tts.tmp", *kept]
    for name in names:
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / ".file.124.tts.tmp")  # still at work
    replace_file(tmp_path / "file", lambda temporary: temporary.write_text("whole"))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {".file.124.tts.tmp", "file", *kept}


def test_a_process_that_is_killed_while_it_writes_leaves_what_a_later_one_sweeps(tmp_path):
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from voices.files.atomic_file import replace_file\n"
        "replace_file(Path(sys.argv[1]), lambda _: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / "file")], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    replace_file(tmp_path / "file", lambda temporary: temporary.write_text("whole"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]

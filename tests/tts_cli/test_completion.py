"""Shell completion, as the shells ask for it."""

import os
import subprocess
import sys

import pytest

from tests.voices.packs.conftest import make_voice

PROGRAM = "from tts_cli.app import app; app(prog_name='tts')"


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """A function that presses the tab key after a line."""
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    for name in ("xx_XX-one", "xx_XX-two"):
        make_voice(tmp_path / name, name)

    def press_tab(line):
        words = line.split(" ")
        asked = {"_TTS_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, **asked}, capture_output=True, text=True, check=False
        )
        return result.stdout.split()

    return press_tab


def test_commands_and_options_are_offered(offered):
    assert offered("tts do") == ["doctor"]
    assert offered("tts voices ver") == ["verify"]
    assert offered("tts synth --spe") == ["--speaker", "--speed"]


def test_voices_and_their_speakers_are_offered(offered):
    assert offered("tts synth --voice xx_") == ["xx_XX-one", "xx_XX-two"]
    assert offered("tts synth -v xx_XX-one#b") == ["xx_XX-one#bob"]
    assert offered("tts voices info xx_XX-t") == ["xx_XX-two"]
    assert offered("tts synth -v nobody#") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(shell):
    asked = {**os.environ, "_TTS_COMPLETE": f"source_{shell}"}
    result = subprocess.run([sys.executable, "-c", PROGRAM], env=asked, capture_output=True, text=True, check=True)
    assert f"_TTS_COMPLETE=complete_{shell}" in result.stdout


def test_completion_is_installed_into_the_users_own_files(tmp_path):
    command = [sys.executable, "-c", PROGRAM, "--install-completion"]
    home = {**os.environ, "HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    result = subprocess.run([*command, "bash"], env=home, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "complete" in (tmp_path / ".bash_completions" / "tts.sh").read_text(encoding="utf-8")

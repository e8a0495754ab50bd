"""Every command that README.md and docs/ show is run, in the order of its page, on prepared inputs."""

import re
import shlex
import subprocess
from io import StringIO
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tests.docs.commands import read_page
from tests.docs.inputs import write_inputs
from tts_cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = {  # by how the command begins: why it cannot be run here
    "make ": "installs into a fresh environment",
    "pip install": "installs",
    "python3 -m venv": "installs",
    ".venv/bin/tts": "the same as `tts`, in the environment that the line before makes",
    "arecord": "a microphone",
    "torchrun": "tests/voices/training/loop/test_processes.py starts two processes",
    "praat": "a program with windows",
    "python -m benchmarks.": "tests/benchmarks tries every one of them",
    "python -m tts_cli": "tests/tts_cli/test_app.py runs it as a process",
    "tts serve": "serves until Ctrl-C; tests/tts_server runs it",
    "tts --install-completion": "asks which shell started it; tests/tts_cli/test_completion.py",
    "tts --show-completion": "asks which shell started it; tests/tts_cli/test_completion.py",
}
NEEDS = {  # what a command holds: why it cannot be run here
    "--play": "needs a loudspeaker",
    "--server": "needs a server; tests/tts_cli/synthesis/test_remote.py",
    "--device cuda": "needs a graphics card; tests/voices/speaking/test_speaking_on_a_card.py",
    "--onnx": "needs a voice with flows; tests/voices/exchange and tests/tts_cli/test_voices.py",
    "TTS_SERVER=": "needs a server; tests/tts_cli/synthesis/test_remote.py",
}
SHORTER = {  # so that training ends at once
    "--minutes 60": "--steps 2 --recipe tiny-recipe.yaml",
    "--minutes 75": "--recipe tiny-student.yaml",
    "--name en_US-anna --student": "--name en_US-anna --student --recipe tiny-student-voice.yaml --from none",
    "--name en_US-anna": "--name en_US-anna --recipe tiny-voice.yaml --from none",
    "--recipe unconditional": "--recipe tiny-music.yaml",
    "--recipe conversion": "--recipe tiny-conversion.yaml",
}

OF_THE_SYSTEM = ("No space left on device",)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(inputs, tmp_path, monkeypatch):
    subprocess.run(["cp", "-r", f"{inputs}/.", tmp_path], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("voices.registry.BUNDLED", tmp_path / "bundled")
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "installed"))
    monkeypatch.setenv("TTS_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("TTS_CONFIG", str(tmp_path / "no-config.yaml"))
    (tmp_path / "no-config.yaml").touch()


def can_run(command):
    return not command.startswith(tuple(NOT_RUN)) and not any(needed in command for needed in NEEDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_work(page, monkeypatch):
    for command in filter(can_run, read_page(page.read_text(encoding="utf-8")).commands):
        result = run(command, monkeypatch)
        assert result.exit_code == 0, f"{command}\n{result.output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_works(page, capsys):
    for block in read_page(page.read_text(encoding="utf-8")).python:
        exec(compile(block, page.name, "exec"), {})
        assert capsys.readouterr().out or "out.wav" in block


def test_every_exception_is_still_needed():
    commands = [command for page in PAGES for command in read_page(page.read_text(encoding="utf-8")).commands]
    for start in NOT_RUN:
        assert any(command.startswith(start) for command in commands), start
    for needed in NEEDS:
        assert any(needed in command for command in commands), needed


def test_the_settings_that_are_shown_are_settings(monkeypatch, tmp_path):
    from tts_cli.synthesis.defaults import read_defaults
    from voices.files.configuration import from_mapping
    from voices.training.voice.recipe import VoiceRecipe, read_recipe
    from voices.training.wavenet.recipe import WaveNetRecipe

    (shown,) = read_page((ROOT / "docs" / "synthesis.md").read_text(encoding="utf-8")).yaml
    (tmp_path / "config.yaml").write_text(shown, encoding="utf-8")
    monkeypatch.setenv("TTS_CONFIG", str(tmp_path / "config.yaml"))
    assert read_defaults()["speed"] == 1.1
    (shown,) = read_page((ROOT / "docs" / "vocoder.md").read_text(encoding="utf-8")).yaml
    vocoder = from_mapping(WaveNetRecipe, yaml.safe_load(shown), "vocoder.md")
    assert vocoder.crops.batch_size == 6
    (shown,) = read_page((ROOT / "docs" / "training.md").read_text(encoding="utf-8")).yaml
    voice = from_mapping(VoiceRecipe, yaml.safe_load(shown), "training.md")
    assert voice.acoustic.adversarial == 0.1
    assert vocoder.network == voice.vocoder.network == read_recipe("voice").vocoder.network


def test_every_knob_of_a_request_is_an_option_a_column_and_a_key_in_the_guide():
    from voices.speaking.request import KNOBS

    guide = (ROOT / "docs" / "synthesis.md").read_text(encoding="utf-8")
    columns, keys = guide.partition("A batch has a column")[2], guide.partition("The keys are")[2]
    for knob in KNOBS:
        assert f"`--{knob.name.replace('_', '-')} " in guide, knob.name
        assert f"`{knob.name}`" in columns.partition("\n\n")[0], knob.name
        assert f"`{knob.name}`" in keys.partition("\n\n")[0], knob.name


def run(command, monkeypatch):
    """Run a `tts` command in this process: what is piped into it comes from a shell, its own output goes nowhere."""
    for long, short in SHORTER.items():
        command = command.replace(long, short)
    before, _, _ = command.partition(" | ") if not command.startswith(("tts", "TTS")) else ("", "", "")
    rest = command.removeprefix(f"{before} | ") if before else command
    words = list(_words(rest.partition(" | ")[0]))
    with monkeypatch.context() as patch:
        while "=" in words[0]:
            patch.setenv(*words.pop(0).split("=", 1))
        stdin = subprocess.check_output(["bash", "-c", before]) if before else b""
        if "<" in words:
            at = words.index("<")
            stdin = Path(words[at + 1]).read_bytes()
            del words[at : at + 2]
        assert words[0] == "tts", command
        return CliRunner().invoke(app, words[1:], input=stdin)


def _words(line):
    # As a shell reads them; `#` begins a comment only between words.
    lexer = shlex.shlex(StringIO(line), posix=True, punctuation_chars="<>")
    lexer.commenters = ""
    lexer.whitespace_split = True
    return lexer


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_messages_that_are_explained_are_messages_of_the_program():
    files = (path for package in ("tts_cli", "voices", "frontend") for path in (ROOT / package).rglob("*.py"))
    source = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in files))
    page = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    messages = re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)
    assert len(messages) > 8
    for message in messages:
        plain = max(re.findall(r"[A-Za-z][A-Za-z ,]+", message), key=len).strip()
        assert plain in source or plain in OF_THE_SYSTEM, message


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_indented_command_is_overlooked(page):
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^ {4}tts ", text, re.MULTILINE)) == sum(
        command.startswith("tts ") for command in read_page(text).commands
    )

"""What the documentation shows as printed is what the program prints, with the voice that ships."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tts_cli.app import app
from voices.speaking.service import SpeechService
from voices.speaking.words_per_minute import own_words_per_minute

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def _bundled_voice_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TTS_CONFIG", str(tmp_path / "no-config.yaml"))
    (tmp_path / "no-config.yaml").touch()


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def alike(shown, printed):
    """Equal, but for the last digit of what is measured, which another processor may round otherwise."""
    if isinstance(shown, dict):
        return shown.keys() == printed.keys() and all(alike(shown[key], printed[key]) for key in shown)
    if isinstance(shown, list):
        return len(shown) == len(printed) and all(map(alike, shown, printed))
    return printed == (pytest.approx(shown, rel=0.02, abs=0.011) if isinstance(shown, float) else shown)


def test_the_json_of_explain_is_the_one_that_is_shown():
    block = page("pronunciation.md").partition("## JSON")[2].partition("{")
    shown, _ = json.JSONDecoder().raw_decode(block[1] + block[2])
    printed = json.loads(run("explain", "--json", shown["text"]).stdout)
    assert alike(shown, printed), printed


def test_the_json_of_timings_is_the_one_that_is_shown(tmp_path):
    shown = json.loads(re.search(r"```json\n(.*?)```", page("timings.md"), re.DOTALL)[1])
    text = shown["sentences"][0]["text"]
    run("synth", text, "-o", tmp_path / "out.wav", "--timings", tmp_path / "out.json")
    printed = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert alike(shown, printed), printed


def test_the_error_in_ssml_is_the_one_that_is_shown(tmp_path):
    shown = re.search(r"^tts: SSML, .*$", page("ssml.md"), re.MULTILINE)[0]
    printed = run("synth", "--ssml", '<speak>\n        <break time="3"/></speak>', "-o", tmp_path / "out.wav")
    assert printed.stderr.strip() == shown


def test_words_a_minute_are_those_that_are_shown():
    voice = SpeechService("en_US-arctic").voice()
    shown = dict(re.findall(r"`(slt|bdl|kathleen)`(?: says)? (\d+)", page("synthesis.md")))
    assert list(shown) == voice.manifest.speakers
    for number, name in enumerate(shown):
        assert own_words_per_minute(voice, number) == pytest.approx(int(shown[name]), abs=1)


@pytest.mark.parametrize("name", ["voices", "explain"])
def test_a_picture_of_a_terminal_shows_what_is_printed_in_one(name, tmp_path):
    # In a process of its own: the picture's program is no module of a package.
    script = f"import make, pathlib; make.capture(make.CAPTURES[{name!r}], pathlib.Path({str(tmp_path / 'now.svg')!r}))"
    path = {"PYTHONPATH": os.pathsep.join(map(str, (DOCS / "pictures", DOCS.parent)))}
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, **path}, cwd=DOCS.parent)
    assert words(tmp_path / "now.svg") == words(DOCS / "pictures" / f"{name}.svg")


def words(picture):
    drawn = re.sub(r"<style>.*?</style>|<[^>]+>", " ", picture.read_text(encoding="utf-8"), flags=re.DOTALL)
    return unescape(drawn).split()

"""`tts synth --ssml`, `--timings` and `--plot`, from a text to files."""

import json

import numpy as np
import pytest
import soundfile
from matplotlib.image import imread
from typer.testing import CliRunner

from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    return folder


@pytest.fixture(autouse=True)
def _installed(voices, monkeypatch, tmp_path):
    monkeypatch.setenv("TTS_VOICES", str(voices))
    monkeypatch.setattr("voices.registry.BUNDLED", voices / "none")
    monkeypatch.chdir(tmp_path)


def synth(*arguments, stdin=None):
    return CliRunner().invoke(app, ["synth", *map(str, arguments)], input=stdin)


def test_timings_are_those_of_the_file_with_its_silences(tmp_path):
    result = synth(
        *("Hello there, you two. How are you?", "-o", "x.wav", "--sentence-silence", 0.7, "--sample-rate", 8000),
        *("--timings", "x.json"),
    )
    assert result.exit_code == 0
    found = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    samples, rate = soundfile.read(tmp_path / "x.wav")
    assert found["seconds"] == pytest.approx(len(samples) / rate, abs=0.001)
    first, second = found["sentences"]
    assert second["start"] - first["end"] == pytest.approx(0.7)
    silence = samples[round((first["end"] + 0.05) * rate) : round((second["start"] - 0.05) * rate)]
    assert np.abs(silence).max() < 1e-3


@pytest.mark.parametrize("name", ["x.srt", "x.vtt", "x.TextGrid"])
def test_timings_come_in_the_format_of_the_ending(tmp_path, name):
    assert synth("Hello there.", "-o", "x.wav", "--timings", name).exit_code == 0
    assert "Hello there." in (tmp_path / name).read_text(encoding="utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["x.wav", name])


def test_a_picture_is_drawn(tmp_path):
    assert synth("It costs $5 & $6. Yes?", "-o", "x.wav", "--plot", "x.png").exit_code == 0
    assert imread(tmp_path / "x.png").std() > 0.1


def test_a_picture_of_a_long_text_shows_its_beginning(monkeypatch):
    monkeypatch.setattr("tts_cli.synthesis.reports.MOST_DRAWN", 2)
    result = synth("Hello you. Hello you. Hello you.", "-o", "x.wav", "--plot", "x.png")
    assert (result.exit_code, result.stderr) == (0, "tts: x.png shows the first 2 of 3 sentences\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Hi.", "--timings", "x.txt"], "x.txt names no format of timings; name it *.srt, *.vtt, *.json or *.TextGrid"),
        (["Hi.", "--timings", "none/x.srt"], "there is no folder none to write x.srt in"),
        (["Hi.", "--plot", "x.jpg"], "x.jpg names no format of pictures; name it *.png"),
        (["Hi.", "--plot", "none/x.png"], "there is no folder none to write x.png in"),
        (["Hi.", "--ssml"], "SSML, line 1, column 1: this is not XML; SSML is one <speak> element"),
        (["<speak>\n<s>Hi.</speak>", "--ssml"], "SSML, line 2, column 9: <s> of line 2 must be closed first"),
        (["<speak><break time='1s'/></speak>", "--ssml"], "there is nothing to say"),
        (["<speak><voice name='eve'>Hi.</voice></speak>", "--ssml"], "there is no voice 'eve'"),
        (["<speak><voice name='#eve'>Hi.</voice></speak>", "--ssml"], "has no speaker 'eve'"),
    ],
)
def test_what_cannot_be_is_one_line_and_leaves_no_file(tmp_path, arguments, message):
    result = synth(*arguments, "-o", "x.wav")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_drawer_is_said_before_anything_is_spoken(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = synth("Hi.", "-o", "x.wav", "--plot", "x.png")
    assert (result.exit_code, result.stderr) == (
        1,
        "tts: drawing needs matplotlib: pip install 'tts-cli[train]'\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--timings", "--plot"])
def test_reports_are_of_one_text(option):
    assert synth("Hi.", "--output-dir", ".", option, "x.png").exit_code == 2


def test_ssml_is_spoken_with_its_breaks_and_what_is_not_known_is_named_once(tmp_path):
    ssml = '<speak>Hello <tune>there</tune>.<break time="2s"/> <tune><mark name="here"/>Bye</tune></speak>'
    result = synth("-", "--ssml", "-o", "x.wav", "--timings", "x.json", stdin=ssml)
    assert result.exit_code == 0
    assert result.stderr == "tts: warning: SSML <tune> is not known here; what it holds is spoken as it stands\n"
    first, second = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["sentences"]
    assert second["words"][0]["start"] - first["words"][-1]["end"] == pytest.approx(2.0)
    marks = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["marks"]
    assert marks == [{"name": "here", "seconds": second["words"][0]["start"]}]


def test_each_file_is_an_ssml_text_and_blank_lines_in_it_are_no_end(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.ssml").write_text(f"<speak>\n\nHello {name}.\n\n</speak>", encoding="utf-8")
    assert synth("--file", "a.ssml", "--file", "b.ssml", "--ssml", "-o", "x.wav").exit_code == 0
    assert soundfile.info(tmp_path / "x.wav").duration > 0.3


def test_each_row_of_a_batch_is_an_ssml_text(tmp_path):
    (tmp_path / "rows.tsv").write_text(
        "id\ttext\ngood\t<speak>Hello<break time='3s'/>you</speak>\nbad\t<speak>Hello\n", encoding="utf-8"
    )
    result = synth("--batch", "rows.tsv", "--ssml")
    assert result.exit_code == 1
    assert "tts: line 3: SSML, line 1, column 13: <speak> of line 1 is never closed" in result.stderr
    assert soundfile.info(tmp_path / "good.wav").duration > 3
    assert not (tmp_path / "bad.wav").exists()

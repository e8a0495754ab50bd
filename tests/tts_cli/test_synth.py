"""`tts synth`, from a text to a file."""

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.app import app


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    return folder


@pytest.fixture(autouse=True)
def _installed(voices, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(voices))
    monkeypatch.setattr("voices.registry.BUNDLED", voices / "none")


def synth(*arguments, stdin=None):
    return CliRunner().invoke(app, ["synth", *map(str, arguments)], input=stdin)


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
def test_a_text_becomes_a_sound_file(tmp_path, ending):
    path = tmp_path / f"out.{ending}"
    assert synth("Hello AIUkraine!", "-o", path).exit_code == 0
    found = soundfile.info(path)
    assert (found.samplerate, found.channels) == (16000, 1)
    assert found.duration > 0.3
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_stdin_is_read_and_the_same_seed_gives_the_same_file(tmp_path):
    for name in ("one", "two"):
        assert synth("-", "-o", tmp_path / f"{name}.wav", "--seed", 5, stdin="Hello.\nHow are you?").exit_code == 0
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()


def test_a_speaker_is_named_beside_the_voice_or_with_it(tmp_path):
    synth("Hello.", "-o", tmp_path / "one.wav", "--voice", "en_US-tiny#bob")
    synth("Hello.", "-o", tmp_path / "two.wav", "--speaker", "bob")
    synth("Hello.", "-o", tmp_path / "ann.wav")
    one, two, ann = (soundfile.read(tmp_path / f"{name}.wav")[0] for name in ("one", "two", "ann"))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, ann)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Hello.", "-o", "out.xyz"], "out.xyz has no known ending"),
        (["?!", "-o", "out.wav"], "there is nothing to say"),
        (["Hello.", "-o", "none/out.wav"], "there is no folder none"),
        (["Hello.", "-o", "out.wav", "--voice", "nobody"], "there is no voice 'nobody'; voices: en_US-tiny"),
        (["Hello.", "-o", "out.wav", "--speaker", "eve"], "no speaker 'eve'"),
        (["Hello.", "-o", "out.wav", "--speed", "0"], "speed is 0"),
        (["[[5]]", "-o", "out.wav"], "is not a phone"),
    ],
)
def test_bad_input_gets_one_line_and_keeps_what_was_there(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.wav").write_bytes(b"precious")
    result = synth(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out.wav", b"precious")]


def test_without_any_voice_the_message_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "empty"))
    result = synth("Hello.", "-o", tmp_path / "out.wav")
    assert result.exit_code == 1
    assert "no voice is installed; `tts voices install" in result.stderr


@pytest.mark.parametrize(("text", "script"), [("Привіт! Як справи?", "Cyrillic"), ("你好。今天天气很好。", "Chinese")])
def test_a_text_in_other_letters_than_the_voices_is_spoken_with_one_line_that_says_so(tmp_path, text, script):
    result = synth(text, "-o", tmp_path / "out.wav")
    assert result.exit_code == 0
    assert f"the text is in {script} letters, but voice en_US-tiny speaks en-us" in result.stderr
    assert result.stderr.count("\n") == 1
    assert soundfile.info(tmp_path / "out.wav").duration > 0.3


def test_a_foreign_word_in_a_text_is_no_reason_to_warn(tmp_path):
    assert synth("Kyiv is Київ.", "-o", tmp_path / "out.wav").stderr == ""

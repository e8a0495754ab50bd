"""Defaults from a file and from variables, as `tts synth` obeys them."""

import pytest
import soundfile
from typer.testing import CliRunner

from tts_cli.app import app

pytestmark = pytest.mark.usefixtures("tiny_voice")


def synth(path, *arguments):
    result = CliRunner().invoke(app, ["synth", "Hello there.", "-o", str(path), *map(str, arguments)])
    assert result.exit_code == 0, result.stderr
    return soundfile.read(path, dtype="int16")[0].tobytes()


@pytest.fixture
def config(tmp_path, monkeypatch):
    path = tmp_path / "mine.yaml"
    path.touch()
    monkeypatch.setenv("TTS_CONFIG", str(path))
    return path


def test_an_option_wins_over_its_variable_and_that_over_the_file(tmp_path, config, monkeypatch):
    one, two, three = (synth(tmp_path / "out.wav", "--seed", seed) for seed in (1, 2, 3))
    config.write_text("seed: 1\n")
    assert synth(tmp_path / "out.wav") == one
    monkeypatch.setenv("TTS_SEED", "2")
    assert synth(tmp_path / "out.wav") == two
    assert synth(tmp_path / "out.wav", "--seed", 3) == three


def test_the_file_in_the_config_folder_is_found(tmp_path):
    expected = synth(tmp_path / "out.wav", "--speaker", "bob", "--sentence-silence", 0.5)
    folder = tmp_path / "config" / "tts-cli"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("speaker: bob\nsentence-silence: 0.5\n")
    assert synth(tmp_path / "out.wav") == expected


def test_every_key_reaches_its_option(tmp_path, config):
    (tmp_path / "words.txt").write_text("hello  b ˈaɪ\n", encoding="utf-8")
    expected = synth(
        *(
            tmp_path / "out.flac",
            "--voice",
            "en_US-tiny",
            "--speaker",
            "bob",
            "--speed",
            1.5,
            "--pitch",
            2,
            "--volume",
            0.5,
        ),
        *("--sentence-silence", 0.1, "--temperature", 0.5, "--seed", 4, "--lexicon", tmp_path / "words.txt"),
        *("--format", "flac", "--sample-rate", 8000, "--threads", 1),
    )
    config.write_text(
        "voice: en_US-tiny\nspeaker: bob\nspeed: 1.5\npitch: 2\nvolume: 0.5\nsentence_silence: 0.1\ntemperature: 0.5\n"
        "seed: 4\nlexicon: words.txt\nformat: flac\nsample_rate: 8000\nthreads: 1\n"
    )
    assert synth(tmp_path / "out.unnamed") == expected
    assert soundfile.info(tmp_path / "out.unnamed").format == "FLAC"


def test_the_default_format_is_for_files_whose_ending_says_nothing(tmp_path, config):
    config.write_text("format: flac\n")
    synth(tmp_path / "out.ogg")
    assert soundfile.info(tmp_path / "out.ogg").format == "OGG"


def test_a_default_speaker_is_not_asked_of_another_voice(tmp_path, config, voices_folder):
    expected = synth(tmp_path / "out.wav")
    config.write_text("voice: some-other\nspeaker: eve\n")
    assert synth(tmp_path / "out.wav", "--voice", voices_folder / "en_US-tiny") == expected


@pytest.mark.parametrize(
    ("content", "options", "samples_of"),
    [
        ("wpm: 400\n", [], ["--wpm", 400]),
        ("wpm: 400\n", ["--speed", 2], ["--speed", 2]),
        ("wpm: 400\n", ["--length-scale", 0.5], ["--speed", 2]),
        ("speed: 2\n", ["--wpm", 400], ["--wpm", 400]),
    ],
)
def test_the_speed_that_is_named_more_specifically_wins(tmp_path, config, content, options, samples_of):
    expected = synth(tmp_path / "expected.wav", *samples_of)
    config.write_text(content, encoding="utf-8")
    assert synth(tmp_path / "out.wav", *options) == expected


def test_the_length_scale_wins_over_a_default_speed(tmp_path, config):
    expected = synth(tmp_path / "out.wav", "--speed", 0.5)
    config.write_text("speed: 3\n")
    assert synth(tmp_path / "out.wav", "--length-scale", 2) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "sped: 1\n",
            "has unknown key 'sped' (did you mean 'speed'?); known keys are voice, speaker, speed, wpm, pitch",
        ),
        ("speed: fast\n", "speed is 'fast', but must be of type float"),
        ("- speed\n", "holds no settings; write lines such as `speed: 1.2`"),
        ("speed: [\n", "(line 2, column 1); write lines such as `speed: 1.2`"),
    ],
)
def test_a_wrong_file_is_one_line_and_help_is_shown_all_the_same(config, content, message):
    config.write_text(content)
    result = CliRunner().invoke(app, ["synth", "Hello.", "-o", "out.wav"])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert str(config) in result.stderr
    assert message in result.stderr
    assert CliRunner().invoke(app, ["synth", "--help"]).exit_code == 0


def test_a_missing_file_that_is_named_is_an_error(config):
    config.unlink()
    result = CliRunner().invoke(app, ["synth", "Hello.", "-o", "out.wav"])
    assert (result.exit_code, result.stderr) == (1, f"tts: No such file or directory: {config}\n")


def test_a_variable_that_makes_no_sense_is_named(monkeypatch):
    monkeypatch.setenv("TTS_SPEED", "fast")
    result = CliRunner().invoke(app, ["synth", "Hello.", "-o", "out.wav"])
    assert result.exit_code == 2
    assert "TTS_SPEED" in result.stderr

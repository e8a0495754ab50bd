import json

import numpy as np
import pytest
import soundfile
from safetensors import safe_open
from typer.testing import CliRunner

from tests.voices.packed_noise import write_packed_noise
from tts_cli.app import app

RECIPE = """
network: {residual_channels: 16, skip_channels: 16, head_channels: 16, stacks: 1, layers_per_stack: 3}
crops: {batch_size: 2, frames: 10}
training: {steps: 2, precision: float32}
"""


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    return tmp_path


def tts(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def failure(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 1
    return result.output


def test_a_folder_of_audio_becomes_a_network_that_babbles(workplace):
    (workplace / "music").mkdir()
    for name in ("a.wav", "b.wav"):
        soundfile.write(workplace / "music" / name, np.random.default_rng(0).normal(0, 0.1, 8000), 8000)
    assert "2 steps" in tts("vocoder", "train", "music", "-o", "run", "--recipe", "recipe.yaml")
    tts("sample", "run/weights.safetensors", "-o", "babble.wav", "--seconds", "0.25")
    babble, rate = soundfile.read("babble.wav")
    assert (len(babble), rate) == (2000, 8000)
    assert np.std(babble) > 0.001


def test_packed_data_becomes_a_network_that_copies_held_out_utterances(workplace):
    write_packed_noise(workplace / "data.safetensors", 16000, ["ann", "ben"])
    tts("vocoder", "train", "data.safetensors", "-o", "run", "--recipe", "recipe.yaml", "--steps", "3")
    tts("vocoder", "copy", "data.safetensors", "run/weights.safetensors", "--output-dir", "copies")
    assert sorted(path.name for path in (workplace / "copies").iterdir()) == ["u2.wav", "u3.wav"]
    assert "needs features to speak from" in failure("sample", "run/weights.safetensors", "-o", "x.wav")


def test_a_precision_that_is_asked_for_goes_before_that_of_the_recipe(workplace):
    (workplace / "music").mkdir()
    soundfile.write(workplace / "music" / "a.wav", np.random.default_rng(0).normal(0, 0.1, 8000), 8000)
    command = ["vocoder", "train", "music", "-o", "run", "--recipe", "recipe.yaml", "--precision"]
    tts(*command, "bfloat16")
    with safe_open("run/step-00000002.safetensors", framework="numpy") as file:
        assert json.loads(file.metadata()["progress"])["precision"] == "bfloat16"
    assert "must be one of auto, float32, bfloat16" in failure(*command, "half")


@pytest.mark.parametrize(
    ("recipe", "complaint"),
    [
        ("network: {residual: 16}", "unknown key 'residual'"),
        ("network: 16", "network is 16, but must be a mapping"),
        ("crops: {frames: 0}", "frames is 0, but must be at least 1"),
        ("speed: 3", "unknown key 'speed'; known keys are network, crops, training"),
        ("network: [", "is not YAML"),
    ],
)
def test_a_wrong_recipe_is_one_line_that_names_what_is_wrong(workplace, recipe, complaint):
    (workplace / "recipe.yaml").write_text(recipe)
    message = failure("vocoder", "train", "music", "-o", "run", "--recipe", "recipe.yaml")
    assert complaint in message
    assert message.count("\n") == 1


def test_a_device_that_is_not_there_is_named(workplace):
    (workplace / "music").mkdir()
    assert "must be auto, cpu or cuda" in failure("vocoder", "train", "music", "-o", "run", "--device", "tpu")


def test_a_wavenet_teaches_flows_that_copy_held_out_utterances(workplace):
    write_packed_noise(workplace / "data.safetensors", 8000, ["ann"])
    tts("vocoder", "train", "data.safetensors", "-o", "run", "--recipe", "recipe.yaml")
    (workplace / "students.yaml").write_text(
        "teacher: {crops: {batch_size: 2, frames: 10}, training: {steps: 2, precision: float32}}\n"
        "student:\n"
        "  network: {residual_channels: 16, skip_channels: 16, layers_per_stack: 3}\n"
        "  losses: {windows: [64], critic_windows: [64], critic_channels: 4}\n"
        "  crops: {batch_size: 2, frames: 10}\n"
        "  training: {steps: 2, precision: float32}\n"
    )
    distil = ("vocoder", "distil", "data.safetensors", "run/weights.safetensors", "-o", "flows")
    assert "2 steps" in tts(*distil, "--recipe", "students.yaml")
    tts("vocoder", "copy", "data.safetensors", "flows/student/weights.safetensors", "--output-dir", "copies")
    copied, rate = soundfile.read("copies/u2.wav")
    assert (len(copied), rate) == (3200, 8000)
    # A Gaussian network needs no teacher.
    taught = ("flows/teacher/weights.safetensors", "-o", "again", "--recipe", "students.yaml")
    tts("vocoder", "distil", "data.safetensors", *taught)
    assert not (workplace / "again" / "teacher").exists()

"""`tts sample`: what it writes, and what it refuses."""

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tts_cli.app import app
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import expected_shapes, save_weights


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = tmp_path_factory.mktemp("network") / "weights.safetensors"
    config = WaveNetConfig(16, 16, 1, 2, head_channels=16, sample_rate=8000, frame_samples=80, conditioning_channels=0)
    draw = np.random.default_rng(0).standard_normal
    save_weights(
        path, config, {name: 0.2 * draw(shape).astype(np.float32) for name, shape in expected_shapes(config).items()}
    )
    return path


def sample(weights, output, *arguments):
    return CliRunner().invoke(app, ["sample", str(weights), "-o", str(output), *map(str, arguments)])


@pytest.mark.parametrize(("name", "rate"), [("a.wav", 8000), ("a.flac", 8000), ("a.opus", 8000), ("a.mp3", 8000)])
def test_a_file_lasts_as_long_as_was_asked_in_any_format(weights, tmp_path, name, rate):
    assert sample(weights, tmp_path / name, "--seconds", 0.5).exit_code == 0
    found = soundfile.info(tmp_path / name)
    assert found.samplerate == rate
    assert found.duration == pytest.approx(0.5, abs=0.08)


def test_the_coldest_sound_is_always_the_same(weights, tmp_path):
    for name, seed in {"a.wav": 1, "b.wav": 2}.items():
        assert sample(weights, tmp_path / name, "--seconds", 0.1, "--temperature", 0.001, "--seed", seed).exit_code == 0
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--seconds", "-1"], "seconds"),
        (["--seconds", "nan"], "seconds"),
        (["--seconds", "1e12"], "seconds"),
        (["--temperature", "0"], "temperature"),
        (["--temperature", "nan"], "temperature"),
        (["--seed", "-1"], "seed"),
    ],
)
def test_values_that_cannot_be_are_usage_errors(weights, tmp_path, arguments, complaint):
    result = sample(weights, tmp_path / "a.wav", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not (tmp_path / "a.wav").exists()


def test_an_ending_of_no_format_is_named(weights, tmp_path):
    result = sample(weights, tmp_path / "a.exe")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "a.exe has no known ending" in result.stderr

import os
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from safetensors.numpy import save_file

from frontend.errors import TtsError
from voices.conditioning.conditioning import Acoustic
from voices.conditioning.feature_config import unstated_features, voice_features
from voices.corpus.utterances.audio_folder import UnusableAudioError, packed_audio_folder
from voices.corpus.utterances.packed_audio import (
    HEADER_KEY,
    BadPackedAudioError,
    PackedHeader,
    PackedUtterance,
    read_packed_audio,
    write_packed_audio,
)
from voices.files.configuration import ConfigError

HEADER = PackedHeader(16000, 160, 4, ["ann", "ben"])


def utterance(name: str, samples: int, speaker: int, held_out: bool = False) -> PackedUtterance:
    random = np.random.default_rng(samples)
    audio = random.integers(-32768, 32768, samples).astype(np.int16)
    features = random.standard_normal((samples // 160, 4)).astype(np.float16)
    return PackedUtterance(name, audio, features, speaker, held_out)


def test_how_spectra_were_measured_stands_in_the_file_and_must_fit_its_frames(tmp_path):
    features = replace(voice_features(24000), middle_log_mel=-5.5)
    header = PackedHeader.of(features, 4, ["ann"], Acoustic())
    assert (header.sample_rate, header.frame_samples) == (24000, 240)
    spoken = PackedUtterance("a", np.zeros(480, np.int16), np.zeros((2, 4), np.float16), 0)
    write_packed_audio(tmp_path / "data.safetensors", header, [spoken])
    assert read_packed_audio(tmp_path / "data.safetensors").header == header
    with pytest.raises(ConfigError, match="frames of 160 samples at 24000 Hz are not those of the features"):
        PackedHeader(24000, 160, 4, ["ann"], Acoustic(), features)


@pytest.mark.parametrize(
    ("conditioning", "expected"),
    [("acoustic", unstated_features(24000)), ("linguistic", unstated_features(24000)), ("", None)],
)
def test_a_file_of_before_it_said_so_was_measured_as_all_were(tmp_path, conditioning, expected):
    header = PackedHeader(24000, 240, 4, ["ann"], conditioning)
    spoken = PackedUtterance("a", np.zeros(480, np.int16), np.zeros((2, 4), np.float16), 0)
    write_packed_audio(tmp_path / "data.safetensors", header, [spoken])
    assert read_packed_audio(tmp_path / "data.safetensors").header.features == expected


@pytest.mark.parametrize("about", ["[" * 100_000, "{", "[1]", "{}", '{"names": []}'])
def test_a_header_that_makes_no_sense_is_one_clear_error(tmp_path, about):
    save_file({"audio": np.zeros(3, np.int16)}, tmp_path / "a.safetensors", {HEADER_KEY: about})
    with pytest.raises(TtsError, match=r"a\.safetensors"):
        read_packed_audio(tmp_path / "a.safetensors")


def test_a_file_gives_back_every_utterance(tmp_path):
    utterances = [utterance("a", 1600, 0), utterance("b", 1000, 1, held_out=True), utterance("c", 160, 0)]
    write_packed_audio(tmp_path / "data.safetensors", HEADER, utterances)
    data = read_packed_audio(tmp_path / "data.safetensors")
    assert data.header == HEADER
    for written, found in zip(utterances, data.utterances, strict=True):
        assert (found.name, found.speaker, found.held_out) == (written.name, written.speaker, written.held_out)
        assert len(found.audio) == len(written.audio) // 160 * 160
        assert np.array_equal(found.audio, written.audio[: len(found.audio)])
        assert np.array_equal(found.features, written.features)


def test_features_that_do_not_fit_the_audio_are_a_value_error(tmp_path):
    wrong = PackedUtterance("a", np.zeros(1600, np.int16), np.zeros((9, 4), np.float16), 0)
    with pytest.raises(ValueError, match=r"a: features have shape \(9, 4\), but its audio needs \(10, 4\)"):
        write_packed_audio(tmp_path / "data.safetensors", HEADER, [wrong])


@pytest.mark.parametrize("kept_bytes", [100, -50])
def test_a_truncated_file_is_refused(tmp_path, kept_bytes):
    path = tmp_path / "data.safetensors"
    write_packed_audio(path, HEADER, [utterance("a", 1600, 0)])
    path.write_bytes(path.read_bytes()[:kept_bytes])
    with pytest.raises(BadPackedAudioError, match="damaged"):
        read_packed_audio(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadPackedAudioError, match=r"there is no training data file .*none"):
        read_packed_audio(tmp_path / "none")


def test_a_folder_of_audio_without_texts_is_training_data(tmp_path):
    (tmp_path / "deep").mkdir()
    stereo = np.stack([np.full(850, 0.5), np.full(850, -0.25)], 1)
    soundfile.write(tmp_path / "deep" / "b.flac", stereo, 16000)
    os.mkfifo(tmp_path / "pipe.wav")
    soundfile.write(tmp_path / "a.wav", np.zeros(320), 16000)
    (tmp_path / "notes.txt").write_text("no audio")
    data = packed_audio_folder(tmp_path)
    first, second = data.utterances
    assert data.header == PackedHeader(16000, 160, 0, [])
    assert (first.name, second.name) == ("a.wav", "deep/b.flac")
    assert (first.held_out, second.held_out) == (False, True)
    assert len(second.audio) == 800
    assert abs(second.audio[400] - round(0.125 * 32767)) <= 1
    write_packed_audio(tmp_path / "data", data.header, data.utterances)
    assert read_packed_audio(tmp_path / "data").utterances[1].features is None


def test_audio_of_two_sample_rates_is_refused(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros(320), 16000)
    soundfile.write(tmp_path / "b.wav", np.zeros(320), 8000)
    with pytest.raises(UnusableAudioError, match=r"b\.wav has 8000 samples a second, but .*a\.wav has 16000"):
        packed_audio_folder(tmp_path)


def test_a_folder_without_audio_and_a_file_that_is_none_are_refused(tmp_path):
    with pytest.raises(UnusableAudioError, match="holds no audio files"):
        packed_audio_folder(tmp_path)
    (tmp_path / "a.wav").write_text("not audio")
    with pytest.raises(UnusableAudioError, match=r"a\.wav cannot be read as audio"):
        packed_audio_folder(tmp_path)

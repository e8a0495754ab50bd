"""The prior of a sound: noise as loud as its spectrum, harmonics where its pitch is."""

import dataclasses

import numpy as np
import pytest

from frontend.features.mel import log_mel
from tests.voices.vocoders.flows.small_flows import FRAME, MEASURED, RATE, SPOKEN
from voices.conditioning.prosody import Prosody
from voices.conditioning.vocoder_features import scaled_mel, with_pitch
from voices.vocoders.coding.waveform_coding import decode_waveform
from voices.vocoders.flows.harmonics import harmonic_sum
from voices.vocoders.flows.prior import prior_of

FRAMES = 60


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))


def features_of(waveform: np.ndarray, pitch_hz: float, voiced: bool) -> np.ndarray:
    mel = log_mel(waveform.astype(np.float32), MEASURED)
    prosody = Prosody(np.array([len(mel)]), np.full(len(mel), np.log(pitch_hz), np.float32), np.full(len(mel), voiced))
    return with_pitch(scaled_mel(mel, MEASURED), prosody, MEASURED)


def test_the_level_is_the_deviation_that_the_bands_of_such_noise_have():
    noise = np.random.default_rng(0).normal(0, 0.1, FRAMES * FRAME)
    coloured = np.convolve(noise, [1.0, 0.7, 0.3], "same").astype(np.float32)
    prior = prior_of(SPOKEN, features_of(coloured, 150.0, False), FRAMES * SPOKEN.frame_steps)
    bands = SPOKEN.coding.encode(coloured)
    np.testing.assert_allclose(np.exp(prior.log_scale).mean(0), bands.std(0), rtol=0.2)
    assert not prior.mean.any()


@pytest.mark.parametrize("pitch_hz", [110.0, 240.0])
def test_a_voice_is_given_back_by_harmonics_about_as_strong(pitch_hz):
    time = np.arange(FRAMES * FRAME) / RATE
    harmonics = range(1, int(3800 / pitch_hz))
    voice = sum(0.1 / k * np.cos(2 * np.pi * k * pitch_hz * time + k) for k in harmonics)
    prior = prior_of(SPOKEN, features_of(voice, pitch_hz, True), FRAMES * SPOKEN.frame_steps)
    found = decode_waveform(SPOKEN.coding, prior.mean)[10 * FRAME : 50 * FRAME] * np.hanning(40 * FRAME)
    spectrum = np.abs(np.fft.rfft(found)) / (10 * FRAME)
    hz = np.arange(len(spectrum)) * RATE / len(found)
    for k in (1, 2, 3, 5, 8):
        peak = spectrum[np.abs(hz - k * pitch_hz) < 12].max()
        between = spectrum[np.abs(hz - (k + 0.5) * pitch_hz) < 12].max()
        assert 0.5 < peak / (0.1 / k) < 2.0
        assert between < 0.05 * peak


def test_without_known_features_the_prior_is_standard_noise():
    plain = dataclasses.replace(SPOKEN, prior=None)
    prior = prior_of(plain, np.zeros((3, 22), np.float32), 3 * plain.frame_steps)
    assert prior.mean.shape == (3 * plain.frame_steps, 4)
    assert not prior.mean.any()
    assert not prior.log_scale.any()


def test_harmonics_are_cosines_of_multiples_of_the_phase():
    pitch, amplitudes = np.full(8 * 100, 123.0), np.array([[0.5, 0.0, 0.2]] * 8)
    phase = 2 * np.pi * 123.0 / RATE * np.arange(1, 801)
    expected = 0.5 * np.cos(phase) + 0.2 * np.cos(3 * phase)
    np.testing.assert_allclose(harmonic_sum(100, pitch, amplitudes, RATE), expected, atol=1e-5)

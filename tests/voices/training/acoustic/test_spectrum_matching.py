"""The spectral filter brings a waveform's spectrum to the wanted one."""

import numpy as np

from frontend.features.mel import log_mel
from frontend.features.mel_config import MelConfig
from voices.training.acoustic.spectrum_matching import match_spectrum

CONFIG = MelConfig()


def coloured(seed, tilt):
    """Noise, its spectrum falling with frequency."""
    white = np.random.default_rng(seed).normal(0, 1, 16000)
    spectrum = np.fft.rfft(white) / (1 + np.arange(8001) * tilt)
    shaped = np.fft.irfft(spectrum, 16000)
    return (0.1 * shaped / shaped.std()).astype(np.float32)


def distance(waveform, wanted):
    return np.abs(log_mel(waveform, CONFIG) - wanted)[5:-5].mean()


def test_the_spectrum_comes_near_the_wanted_one():
    wanted = log_mel(coloured(1, 0.01), CONFIG)
    before = coloured(2, 0.001)
    after = match_spectrum(before, wanted, CONFIG)
    assert after.shape == before.shape
    assert distance(after, wanted) < 0.25 * distance(before, wanted)


def test_a_waveform_that_has_the_spectrum_stays_as_it_is():
    waveform = coloured(3, 0.01)
    matched = match_spectrum(waveform, log_mel(waveform, CONFIG), CONFIG)
    np.testing.assert_allclose(matched[800:-800], waveform[800:-800], atol=1e-5)

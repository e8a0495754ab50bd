"""A sketch has the pitch, the voicing and the spectrum that it was asked for."""

import numpy as np

from frontend.features.mel import log_mel
from frontend.features.mel_config import MelConfig
from voices.conditioning.prosody import Prosody
from voices.training.acoustic.sketch import sketch

CONFIG = MelConfig()
PERIOD, FRAMES, VOICED_FRAMES = 100.5, 100, 60


def test_a_sketch_is_periodic_where_it_is_voiced_and_has_the_spectrum_of_what_was_heard():
    voiced = np.arange(FRAMES) < VOICED_FRAMES
    log_f0 = np.full(FRAMES, np.log(CONFIG.rate_hz / PERIOD), np.float32)
    wanted = log_mel(vowel_and_hiss(), CONFIG)
    waveform = sketch(Prosody(np.array([60, 40]), log_f0, voiced), wanted, CONFIG)
    assert len(waveform) == FRAMES * CONFIG.hop
    inner = np.r_[5 : VOICED_FRAMES - 5, VOICED_FRAMES + 5 : FRAMES - 5]
    assert np.abs(log_mel(waveform, CONFIG) - wanted)[inner].mean() < 0.5
    tone = periodicity(waveform[1600:8000])
    assert tone.argmax() + 80 in (100, 101)
    assert tone.max() > 0.5 > periodicity(waveform[11000:15000]).max() + 0.2


def vowel_and_hiss() -> np.ndarray:
    time = np.arange(FRAMES * CONFIG.hop)
    harmonics = np.arange(1, 60)[:, None]
    tone = (np.sin(2 * np.pi * harmonics * time / PERIOD + harmonics**2) / harmonics).sum(0)
    hiss = np.random.default_rng(0).standard_normal(len(time))
    voiced = time < VOICED_FRAMES * CONFIG.hop
    return (0.05 * np.where(voiced, tone + 0.03 * hiss, hiss)).astype(np.float32)


def periodicity(waveform: np.ndarray) -> np.ndarray:
    """Correlation of a waveform with itself 80 to 150 samples later."""
    return np.array([np.corrcoef(waveform[:-lag], waveform[lag:])[0, 1] for lag in range(80, 150)])

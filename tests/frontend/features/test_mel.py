"""Log-mel spectra: where a tone shows, how loud, and which samples a frame stands for."""

import numpy as np
import pytest

from frontend.features.mel import log_mel, mel_filters
from frontend.features.mel_config import MelConfig

CONFIG = MelConfig()


def tone(hz: float, seconds: float = 0.5, amplitude: float = 0.5) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hz * np.arange(round(16000 * seconds)) / 16000)).astype(np.float32)


@pytest.mark.parametrize("hz", [200, 1000, 5000])
def test_a_tone_is_loudest_in_the_band_around_it(hz):
    band = log_mel(tone(hz), CONFIG)[20].argmax()
    bins = np.arange(CONFIG.transform_length // 2 + 1) * 16000 / CONFIG.transform_length
    weights = mel_filters(CONFIG)[band]
    assert bins[weights > 0].min() - 20 <= hz <= bins[weights > 0].max() + 20


def test_twice_the_amplitude_is_log_two_more():
    louder = log_mel(tone(1000, amplitude=0.8), CONFIG)[20].max() - log_mel(tone(1000, amplitude=0.4), CONFIG)[20].max()
    assert louder == pytest.approx(np.log(2), abs=1e-4)


def test_there_is_a_frame_for_each_whole_hop_and_a_click_shows_in_its_own():
    click = np.zeros(160 * 10 + 159, np.float32)
    click[160 * 4 + 80] = 1
    spectrum = log_mel(click, MelConfig(window=160))
    assert spectrum.shape == (10, 80)
    assert set(np.flatnonzero(spectrum.max(axis=1) > np.log(CONFIG.floor))) == {4}


def test_silence_is_at_the_floor():
    assert np.allclose(log_mel(np.zeros(1600, np.float32), CONFIG), np.log(CONFIG.floor))


def test_no_band_is_deaf_however_many_there_are():
    assert (mel_filters(MelConfig(bands=200)).sum(axis=1) > 0).all()


@pytest.mark.parametrize("wrong", [{"highest_hz": 9000}, {"lowest_hz": 8000}, {"hop": 0}, {"floor": 0}])
def test_an_impossible_configuration_is_refused(wrong):
    with pytest.raises(ValueError, match=r"does not fit|must be positive"):
        MelConfig(**wrong)

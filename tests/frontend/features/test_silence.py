"""Speech is found in noise, clicks are not speech, and trimming keeps what it was asked to keep."""

import numpy as np
import pytest

from frontend.features.silence import speech_span, trim

RATE_HZ = 16000


def speech_in_noise(noise: float = 0.001) -> np.ndarray:
    """One second of noise, one of a loud buzz, one of noise."""
    rng = np.random.default_rng(0)
    buzz = 0.3 * np.sign(np.sin(2 * np.pi * 120 * np.arange(RATE_HZ) / RATE_HZ))
    signal = np.concatenate([np.zeros(RATE_HZ), buzz, np.zeros(RATE_HZ)])
    return (signal + noise * rng.standard_normal(len(signal))).astype(np.float32)


@pytest.mark.parametrize("noise", [0.0, 0.001, 0.02])
def test_speech_is_found_to_within_20_ms_whatever_the_noise(noise):
    assert speech_span(speech_in_noise(noise), RATE_HZ) == pytest.approx((RATE_HZ, 2 * RATE_HZ), abs=0.02 * RATE_HZ)


def test_a_click_is_not_speech():
    waveform = speech_in_noise()
    waveform[RATE_HZ // 2] = 0.9
    assert speech_span(waveform, RATE_HZ)[0] == pytest.approx(RATE_HZ, abs=0.02 * RATE_HZ)


def test_trimming_keeps_the_silence_asked_for():
    trimmed = trim(speech_in_noise(), RATE_HZ, 0.1, 0.3)
    assert len(trimmed) / RATE_HZ == pytest.approx(1.4, abs=0.04)


def test_where_nothing_stands_out_all_is_kept():
    silence = np.zeros(RATE_HZ, np.float32)
    assert speech_span(silence, RATE_HZ) == (0, RATE_HZ)
    assert speech_span(silence[:3], RATE_HZ) == (0, 3)

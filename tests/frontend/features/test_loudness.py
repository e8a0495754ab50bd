"""Loudness after BS.1770: the standard's own reference tone, gating, and levelling."""

import numpy as np
import pytest

from frontend.features.loudness import HIGHEST_PEAK, SILENT, LoudnessMeter, level, loudness

RATE_HZ = 48000
TIME = np.arange(3 * RATE_HZ) / RATE_HZ
TONE = np.sin(2 * np.pi * 997 * TIME).astype(np.float32)


def test_a_full_scale_tone_at_997_hz_measures_minus_3_01():
    assert loudness(TONE, RATE_HZ) == pytest.approx(-3.01, abs=0.1)  # the tolerance of EBU Tech 3341


def test_silence_between_speech_does_not_make_it_quieter():
    with_pause = np.concatenate([TONE, np.zeros(5 * RATE_HZ, np.float32), TONE])
    assert loudness(with_pause, RATE_HZ) == pytest.approx(loudness(TONE, RATE_HZ), abs=0.3)


def test_levelling_reaches_the_target_from_either_side():
    for gain in (0.01, 0.9):
        assert loudness(level(gain * TONE, RATE_HZ, -23), RATE_HZ) == pytest.approx(-23, abs=0.01)


def test_levelling_stops_before_a_peak_is_cut():
    click = 0.001 * TONE
    click[RATE_HZ] = 0.9
    assert np.abs(level(click, RATE_HZ)).max() == pytest.approx(HIGHEST_PEAK)


def test_silence_stays_silence():
    silence = np.zeros(RATE_HZ, np.float32)
    assert loudness(silence, RATE_HZ) == float("-inf")
    assert (level(silence, RATE_HZ) == 0).all()


@pytest.mark.parametrize("seconds", [0.2, 0.5, 3.0, 61.3])
@pytest.mark.parametrize("cuts", [1, 7, 500])
def test_a_waveform_in_pieces_is_as_loud_as_in_one(seconds, cuts):
    random = np.random.default_rng(0)
    waveform = random.standard_normal(round(seconds * 16000)).astype(np.float32)
    waveform *= np.interp(np.arange(len(waveform)), [0, len(waveform)], [0.001, 0.3]).astype(np.float32)
    meter = LoudnessMeter(16000)
    for piece in np.array_split(waveform, cuts):
        meter.add(piece)
    assert meter.loudness() == pytest.approx(loudness(waveform, 16000), abs=0.1)


def test_silence_and_nothing_have_no_loudness():
    meter = LoudnessMeter(16000)
    assert meter.loudness() == SILENT
    meter.add(np.zeros(16000, np.float32))
    assert meter.loudness() == SILENT

"""The pitch filter: noise between harmonics goes, the voice stays, and chunks leave no trace."""

import numpy as np
import pytest

from voices.speaking.postfilters.harmonics import strengthen_harmonics

RATE, HOP, HZ = 16000, 160, 120.0
FRAMES = 80
TIME = np.arange(FRAMES * HOP) / RATE
LOG_F0 = np.full(FRAMES, np.log(HZ), np.float32)
VOICED = np.ones(FRAMES, bool)


def filtered(waveform, chunks=1, voiced=VOICED, log_f0=LOG_F0):
    pieces = np.array_split(waveform.astype(np.float32), chunks)
    return np.concatenate(list(strengthen_harmonics(pieces, log_f0, voiced, HOP, RATE)))


def harmonics():
    return sum(0.1 * np.sin(2 * np.pi * HZ * n * TIME + n) for n in range(1, 20))


def noise(seed=0):
    return np.random.default_rng(seed).normal(0, 0.05, len(TIME))


def middle(waveform):
    return waveform[2000:-2000]


def test_a_periodic_sound_stays_as_it_is():
    np.testing.assert_allclose(middle(filtered(harmonics())), middle(harmonics()), atol=0.01)


def test_noise_on_a_periodic_sound_is_lowered():
    before = middle(noise()).std()
    after = middle(filtered(harmonics() + noise()) - harmonics()).std()
    assert after < 0.7 * before  # three independent draws averaged: 0.58


def test_unvoiced_frames_stay_as_they_are():
    silent = np.zeros(FRAMES, bool)
    np.testing.assert_allclose(filtered(noise(), voiced=silent), noise(), atol=1e-6)


@pytest.mark.parametrize("chunks", [2, 7, 100])
def test_the_samples_do_not_depend_on_the_chunks(chunks):
    waveform = harmonics() + noise()
    np.testing.assert_array_equal(filtered(waveform, chunks), filtered(waveform))


@pytest.mark.parametrize("samples", [1, 159, 1601, 12800])
def test_every_sample_comes_out_again(samples):
    assert len(filtered(harmonics()[:samples])) == samples


def test_absurd_pitch_does_no_harm():
    absurd = np.linspace(-5, 12, FRAMES).astype(np.float32)
    assert np.isfinite(filtered(harmonics(), log_f0=absurd)).all()

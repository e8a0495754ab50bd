"""Changes of the encoder's input."""

import numpy as np
import pytest

from frontend.features.mel import band_middles, band_of
from frontend.features.mel_config import MelConfig
from voices.conversion.warping import warped
from voices.training.conversion.perturbation import PerturbationConfig, perturbed

MEL = MelConfig()
NOTHING = PerturbationConfig(warp=0, tilt_nepers=0, noise_share=0, narrow_share=0)


def test_a_peak_at_one_kilohertz_is_moved_by_the_factor():
    middles = np.array(band_middles(MEL))
    peak = -np.abs(np.log(middles / 1000))[None].astype(np.float32)
    for factor in (0.8, 1.25):
        found = middles[warped(peak, factor, MEL)[0].argmax()]
        assert found == pytest.approx(1000 * factor, rel=0.05)


def test_low_and_high_frequencies_may_be_stretched_differently():
    middles = np.array(band_middles(MEL))
    peaks = -np.minimum(np.abs(np.log(middles / 400)), np.abs(np.log(middles / 3000)))[None].astype(np.float32)
    factors = np.where(middles < 1500, 0.8, 1.1)
    found = warped(peaks, factors, MEL)[0]
    low, high = (np.where(part, found, -np.inf).argmax() for part in (middles < 1000, middles > 2000))
    assert middles[low] == pytest.approx(400 * 0.8, rel=0.08)
    assert middles[high] == pytest.approx(3000 * 1.1, rel=0.05)


def test_middles_are_half_way_through_their_bands():
    for number, hz in enumerate(band_middles(MEL)):
        assert band_of(hz, MEL) == pytest.approx(number + 0.5)


def test_a_factor_of_one_changes_nothing():
    spectrum = np.random.default_rng(0).standard_normal((5, 80)).astype(np.float32)
    np.testing.assert_allclose(warped(spectrum, 1.0, MEL), spectrum, atol=1e-5)
    np.testing.assert_allclose(perturbed(spectrum, NOTHING, np.random.default_rng(0), MEL), spectrum, atol=1e-5)


def test_an_equaliser_adds_one_curve_to_all_frames():
    spectrum = np.random.default_rng(0).standard_normal((5, 80)).astype(np.float32)
    config = PerturbationConfig(warp=0, noise_share=0, narrow_share=0)
    curve = perturbed(spectrum, config, np.random.default_rng(1), MEL) - spectrum
    np.testing.assert_allclose(curve, np.tile(curve[:1], (5, 1)), atol=1e-5)
    assert np.ptp(curve[0]) > 0.3


def test_noise_fills_what_is_below_it_and_nothing_else():
    spectrum = np.full((50, 80), -2, np.float32)
    spectrum[25:] = -9.2
    config = PerturbationConfig(warp=0, tilt_nepers=0, noise_share=1, narrow_share=0)
    noisy = perturbed(spectrum, config, np.random.default_rng(1), MEL)
    assert np.abs(noisy[:25] + 2).mean() < 0.3
    assert noisy[25:].min() > -9.2


def test_a_narrow_recording_has_nothing_above():
    config = PerturbationConfig(warp=0, tilt_nepers=0, noise_share=0, narrow_share=1)
    narrow = perturbed(np.zeros((3, 80), np.float32), config, np.random.default_rng(1), MEL)
    assert narrow[:, :56].max() == 0
    assert narrow[:, -1].max() == pytest.approx(np.log(MEL.floor))

import numpy as np
import pytest

from voices.files.configuration import ConfigError
from voices.vocoders.coding.filter_bank import FilterBank


def joined(bank: FilterBank, split: np.ndarray) -> np.ndarray:
    """The textbook way: zeros between the steps of a band, its filter, the sum of the bands."""
    upsampled = np.zeros((len(split) * bank.bands, bank.bands))
    upsampled[:: bank.bands] = split
    return sum(np.convolve(upsampled[:, band], bank.synthesis_filters[band], "same") for band in range(bank.bands))


def noise(samples: int) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, samples).astype(np.float32)


@pytest.mark.parametrize(
    ("bands", "taps", "decibels"), [(2, 65, 55), (3, 73, 55), (4, 97, 58), (4, 129, 62), (8, 193, 60)]
)
def test_a_split_waveform_comes_back_with_an_error_far_below_8_bits(bands, taps, decibels):
    bank, waveform = FilterBank(bands, taps), noise(bands * 1000)
    error = joined(bank, bank.split(waveform)) - waveform
    inside = slice(taps, -taps)  # beyond its ends the waveform was cut off
    assert 10 * np.log10((waveform[inside] ** 2).sum() / (error[inside] ** 2).sum()) > decibels


@pytest.mark.parametrize(("bands", "taps"), [(2, 65), (3, 73), (4, 97)])
def test_joining_weights_are_the_synthesis_filters_seen_step_by_step(bands, taps):
    bank = FilterBank(bands, taps)
    split = np.random.default_rng(1).normal(0, 1, (60, bands))
    at, reach = 30, bank.reach
    step = np.einsum("isb,sb->i", bank.joining_weights, split[at - reach : at + reach + 1])
    assert np.allclose(step, joined(bank, split)[at * bands : (at + 1) * bands], atol=1e-12)


@pytest.mark.parametrize("band", range(4))
def test_a_sine_in_the_middle_of_a_band_is_in_that_band_alone(band):
    frequency = (2 * band + 1) / 16  # of the sample rate
    split = FilterBank().split(np.sin(2 * np.pi * frequency * np.arange(4000)).astype(np.float32))[100:-100]
    power = (split**2).mean(0)
    others = np.delete(power, band)
    assert power[band] == pytest.approx(0.5, rel=0.05)
    assert others.max() < 1e-6


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [((1,), "bands is 1"), ((4, 96), "taps is 96"), ((4, 97, 0.0), "kaiser_beta is 0.0")],
)
def test_a_bank_that_cannot_be_is_refused(settings, complaint):
    with pytest.raises(ConfigError, match=complaint):
        FilterBank(*settings)

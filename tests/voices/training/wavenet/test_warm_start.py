"""Weights of one network fitted to another: the same function for the same speakers, the average for new ones."""

import dataclasses

import numpy as np
import pytest

from voices.files.weights_file import UnfitWeightsError
from voices.training.wavenet.warm_start import SPEAKERS, fitted_weights, with_gains_of
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import expected_shapes

TWO = WaveNetConfig(16, 16, 1, 2, head_channels=16, conditioning_channels=3, conditioning_hidden=4, speakers=2)


def weights(config):
    random = np.random.default_rng(0)
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in expected_shapes(config).items()}


@pytest.mark.parametrize("speakers", [0, 2, 5])
def test_fitted_weights_have_the_wanted_networks_shapes(speakers):
    wanted = dataclasses.replace(TWO, speakers=speakers)
    fitted = fitted_weights(TWO, weights(TWO), wanted)
    assert {name: array.shape for name, array in fitted.items()} == expected_shapes(wanted)


def test_the_same_number_of_speakers_are_the_same_speakers():
    np.testing.assert_array_equal(fitted_weights(TWO, weights(TWO), TWO)[SPEAKERS], weights(TWO)[SPEAKERS])


def test_a_network_of_one_speaker_starts_as_the_average_of_the_known_ones():
    before = weights(TWO)
    one = WaveNetConfig(16, 16, 1, 2, head_channels=16, conditioning_channels=3, conditioning_hidden=4)
    after = fitted_weights(TWO, before, one)
    heard = before[SPEAKERS].mean(0) @ before["conditioning.weight"] + before["conditioning.bias"]
    np.testing.assert_allclose(after["conditioning.bias"], heard, rtol=1e-5)


def test_another_network_is_refused_with_what_differs():
    other = WaveNetConfig(32, 16, 1, 2, head_channels=16, conditioning_channels=3, conditioning_hidden=4, speakers=2)
    with pytest.raises(UnfitWeightsError, match="residual_channels 16, but the network to train has 32"):
        fitted_weights(TWO, weights(TWO), other)


def test_a_network_without_gains_takes_those_of_the_weights_unless_it_splits_the_waveform_otherwise():
    known = dataclasses.replace(TWO, coding=WaveformCoding(4, gains=(1.0, 2.0, 3.0, 4.0)))
    open_gains = dataclasses.replace(TWO, coding=WaveformCoding(4))
    assert with_gains_of(known, open_gains) == known
    for coding in (WaveformCoding(4, gains=(9.0,) * 4), WaveformCoding(2), WaveformCoding(4, taps=129)):
        other = dataclasses.replace(TWO, coding=coding)
        assert with_gains_of(known, other) == other


def gaussian(config):
    return dataclasses.replace(config, distribution=Gaussian())


def test_a_gaussian_network_may_start_from_one_that_draws_codes():
    four = dataclasses.replace(TWO, coding=WaveformCoding(4, gains=(1.0,) * 4))
    fitted = fitted_weights(four, weights(four), gaussian(four))
    assert {name: array.shape for name, array in fitted.items()} == expected_shapes(gaussian(four))
    np.testing.assert_array_equal(fitted["stack.gate_weight"], weights(four)["stack.gate_weight"])
    assert not fitted["head2_weight"].any()


def test_it_hears_values_as_the_other_heard_their_codes_where_that_is_a_straight_line():
    before = weights(TWO)
    values = TWO.distribution.decode(np.arange(256))
    before["input"][0] = values[:, None] * np.linspace(-1, 1, 16) + np.linspace(2, 3, 16)
    fitted = fitted_weights(TWO, before, gaussian(TWO))
    np.testing.assert_allclose(fitted["input"][0], [np.linspace(-1, 1, 16), np.linspace(2, 3, 16)], atol=1e-4)


def test_one_that_draws_codes_cannot_start_from_a_gaussian():
    with pytest.raises(UnfitWeightsError, match="cannot become"):
        fitted_weights(gaussian(TWO), weights(gaussian(TWO)), TWO)

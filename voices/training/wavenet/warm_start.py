"""Weights of one WaveNet as the starting point of another: the same network, other speakers or another distribution."""

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.files.weights_file import UnfitWeightsError, require_same_network
from voices.vocoders.distributions.choice import Distribution
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]

SPEAKERS = "conditioning.speakers.weight"

TABLES = ("input", "within_step")
"""Arrays that say how samples are heard: a row for each code, or a weight and a bias for their values."""

FIRST_LOG_SCALE = -3.0
"""Of a Gaussian that has learned nothing yet; its mean is 0."""


def with_gains_of(known: WaveNetConfig, wanted: WaveNetConfig) -> WaveNetConfig:
    """Return the `wanted` network with the bands' gains of a known one, if it splits the waveform alike and has none.

    What weights mean depends on the gains; measured on other speech these would be others.
    """
    if wanted.coding.gains or wanted.coding != dataclasses.replace(known.coding, gains=()):
        return wanted
    return dataclasses.replace(wanted, coding=known.coding)


def fitted_weights(config: WaveNetConfig, weights: Mapping[str, Floats], wanted: WaveNetConfig) -> dict[str, Floats]:
    """Return weights of the `wanted` network to start its training from.

    The same number of speakers are taken to be the same speakers. Others start as the average of the known ones,
    which for a network of one speaker, without an embedding, goes into the biases.

    Args:
        config, weights: of the network at hand.

    A Gaussian network may start from one that draws codes: it hears the samples' values as near as a straight line
    comes to how the other hears their codes, and only what makes its outputs begins anew.

    Raises:
        UnfitWeightsError: more than the speakers differs, or the distributions in another way.
    """
    require_same_network(config, wanted, but={"speakers", "distribution"})
    fitted = {name: array.copy() for name, array in weights.items()}
    if config.distribution != wanted.distribution:
        fitted |= _of_values(config.distribution, fitted, wanted)
    return fitted if config.speakers == wanted.speakers else _of_speakers(config, fitted, wanted)


def _of_values(known: Distribution, fitted: Mapping[str, Floats], wanted: WaveNetConfig) -> dict[str, Floats]:
    """Return the arrays that differ between a network that draws codes and a Gaussian one."""
    if not known.input_levels or wanted.distribution.sampler != "gaussian":
        raise UnfitWeightsError(f"these weights have distribution {known}, which cannot become {wanted.distribution}")
    values = known.decode(np.arange(known.input_levels))
    line = np.linalg.pinv(np.stack([values, np.ones_like(values)], 1))  # of least squares, over all codes
    heard = {name: (line @ fitted[name]).astype(np.float32) for name in TABLES if name in fitted}
    outputs = wanted.distribution.channels
    bias = np.tile(np.array([0.0, FIRST_LOG_SCALE], np.float32), (wanted.bands, 1))
    anew = np.zeros((wanted.bands, wanted.head_channels, outputs), np.float32)
    return {**heard, "head2_weight": anew, "head2_bias": bias}


def _of_speakers(config: WaveNetConfig, fitted: dict[str, Floats], wanted: WaveNetConfig) -> dict[str, Floats]:
    average: Floats = np.zeros(config.conditioning_hidden, np.float32)
    if config.speakers:
        average = fitted.pop(SPEAKERS).mean(0)
    if wanted.speakers:
        fitted[SPEAKERS] = np.tile(average, (wanted.speakers, 1))
    else:
        fitted["conditioning.bias"] += average @ fitted["conditioning.weight"]
    return fitted

"""Weights of one WaveNet as the starting point of another: the same network, other speakers."""

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.files.weights_file import require_same_network
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]

SPEAKERS = "conditioning.speakers.weight"


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

    Raises:
        UnfitWeightsError: more than the speakers differs.
    """
    require_same_network(config, wanted, but={"speakers"})
    fitted = {name: array.copy() for name, array in weights.items()}
    if config.speakers == wanted.speakers:
        return fitted
    average: Floats = np.zeros(config.conditioning_hidden, np.float32)
    if config.speakers:
        average = fitted.pop(SPEAKERS).mean(0)
    if wanted.speakers:
        fitted[SPEAKERS] = np.tile(average, (wanted.speakers, 1))
    else:
        fitted["conditioning.bias"] += average @ fitted["conditioning.weight"]
    return fitted

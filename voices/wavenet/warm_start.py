"""Weights of one WaveNet as the starting point of another: the same network, other speakers."""

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]

SPEAKERS = "conditioning.speakers.weight"


class UnfitWeightsError(TtsError):
    """The weights are of another network than the one that is to start from them."""


def fitted_weights(config: WaveNetConfig, weights: Mapping[str, Floats], wanted: WaveNetConfig) -> dict[str, Floats]:
    """Return weights of the `wanted` network to start its training from.

    The same number of speakers are taken to be the same speakers. Others start as the average of the known ones,
    which for a network of one speaker, without an embedding, goes into the biases.

    Args:
        config, weights: of the network at hand.

    Raises:
        UnfitWeightsError: more than the speakers differs.
    """
    for field in dataclasses.fields(WaveNetConfig):
        own, other = getattr(config, field.name), getattr(wanted, field.name)
        if field.name != "speakers" and own != other:
            raise UnfitWeightsError(f"these weights have {field.name} {own}, but the network to train has {other}")
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

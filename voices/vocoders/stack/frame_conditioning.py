"""The conditioning network without torch: features and speaker to what every layer adds, frame by frame."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.vocoders.stack.config import StackConfig

Floats = NDArray[np.float32]


def frame_conditioning(
    config: StackConfig, weights: Mapping[str, Floats], features: Floats | None, speaker: int | None
) -> Floats:
    """Return what `ConditioningNetwork` returns for one utterance, edges repeated.

    Args:
        features: [F, C], or None in a network without local conditioning.
        speaker: index, or None in a network without speakers.

    Returns:
        [F, layers * 2 * residual_channels + skip_channels]; F is 1 without local conditioning.

    Raises:
        ValueError: if features or speaker do not fit the network.
    """
    check_conditioning(config, features, speaker)
    bias = weights["conditioning.bias"]
    hidden: Floats | None = None
    if features is not None:
        margin = config.conditioning_margin
        hidden = np.pad(np.asarray(features, np.float32), ((margin, margin), (0, 0)), mode="edge")
        for layer in range(config.conditioning_layers):
            prefix = f"conditioning.convolutions.{layer}"
            hidden = _convolve(
                hidden, weights[f"{prefix}.weight"], weights[f"{prefix}.bias"], config.conditioning_slope
            )
    if speaker is not None:
        embedded = weights["conditioning.speakers.weight"][speaker][None]
        hidden = embedded if hidden is None else hidden + embedded
    if hidden is None:
        return bias[None].astype(np.float32)
    outputs: Floats = hidden @ weights["conditioning.weight"]
    outputs += bias  # in place: a sentence's are some 5 MB
    return outputs


def check_conditioning(config: StackConfig, features: Floats | None, speaker: int | None) -> None:
    """Raise ValueError unless features [F, C] and speaker fit the network."""
    channels = 0 if features is None else features.shape[-1]
    if channels != config.conditioning_channels:
        raise ValueError(f"features have {channels} channels, but the network takes {config.conditioning_channels}")
    if features is not None and len(features) == 0:
        raise ValueError("features have no frames")
    if (speaker is None) != (config.speakers == 0) or not 0 <= (speaker or 0) < max(config.speakers, 1):
        raise ValueError(f"speaker is {speaker}, but the network has {config.speakers} speakers, counted from 0")


def _convolve(hidden: Floats, weight: Floats, bias: Floats, slope: float) -> Floats:
    frames = len(hidden) - weight.shape[2] + 1
    summed: Floats = hidden[:frames] @ weight[:, :, 0].T
    for tap in range(1, weight.shape[2]):
        summed += hidden[tap : tap + frames] @ weight[:, :, tap].T
    summed += bias
    rectified: Floats = np.maximum(summed, np.float32(slope) * summed)
    return rectified

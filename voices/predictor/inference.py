"""The predictor in numpy, for synthesis: no PyTorch to import."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.predictor.config import PredictorConfig

Floats = NDArray[np.float32]
_NORM_EPSILON = 1e-5


def predict(
    config: PredictorConfig, weights: Mapping[str, Floats], steps: Floats, speaker: int | None = None
) -> Floats:
    """Return what `predictor.network.Predictor` predicts, without dropout.

    Args:
        steps: [N, C], segments or frames.
        speaker: index, or None in a predictor without speakers.

    Returns:
        [N, outputs].
    """
    hidden: Floats = steps @ weights["input.weight"].T + weights["input.bias"]
    if config.speakers:
        hidden = hidden + weights["speakers.weight"][speaker]
    for layer, dilation in enumerate(config.dilations):
        block = f"blocks.{layer}."
        normalised = _normalise(hidden, weights[f"{block}norm.weight"], weights[f"{block}norm.bias"])
        wide = _convolve(normalised, weights[f"{block}wide.weight"], dilation) + weights[f"{block}wide.bias"]
        added = np.maximum(wide, 0) @ weights[f"{block}narrow.weight"].T + weights[f"{block}narrow.bias"]
        hidden = (hidden + added).astype(np.float32)
    prediction: Floats = hidden @ weights["output.weight"].T + weights["output.bias"]
    return prediction


def _normalise(hidden: Floats, weight: Floats, bias: Floats) -> Floats:
    centred = hidden - hidden.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + _NORM_EPSILON)
    normalised: Floats = centred / deviation * weight + bias
    return normalised


def _convolve(hidden: Floats, weight: Floats, dilation: int) -> Floats:
    """Each tap's weights times the sequence, shifted: one product of all taps side by side; silence beyond the ends."""
    outputs, _, taps = weight.shape
    margin = (taps - 1) // 2 * dilation
    padded = np.pad(hidden, ((margin, margin), (0, 0)))
    length = len(hidden)
    shifted = np.concatenate([padded[tap * dilation : tap * dilation + length] for tap in range(taps)], 1)
    convolved: Floats = shifted @ weight.transpose(2, 1, 0).reshape(-1, outputs)
    return convolved

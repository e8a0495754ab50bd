"""The predictor in numpy, for synthesis: no PyTorch to import."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.predictor.config import PredictorConfig

Floats = NDArray[np.float32]
_NORM_EPSILON = 1e-5
_CONVOLUTION = 3  # axes of its weights: outputs, inputs, taps


def weights_of(name: str, weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the arrays of one predictor of a model's, those named `name.`, without that.

    A convolution's are laid out as they are multiplied with: else `predict` would copy them for every sequence.
    """
    own = {key.removeprefix(f"{name}."): value for key, value in weights.items() if key.startswith(f"{name}.")}
    return {key: np.ascontiguousarray(value.T).T if value.ndim == _CONVOLUTION else value for key, value in own.items()}


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
    hidden = _plus(steps @ weights["input.weight"].T, weights["input.bias"])
    if config.speakers:
        hidden = hidden + weights["speakers.weight"][speaker]
    for layer, dilation in enumerate(config.dilations):
        block = f"blocks.{layer}."
        normalised = _normalise(hidden, weights[f"{block}norm.weight"], weights[f"{block}norm.bias"])
        wide = _plus(_convolve(normalised, weights[f"{block}wide.weight"], dilation), weights[f"{block}wide.bias"])
        np.maximum(wide, 0, out=wide)
        added = _plus(wide @ weights[f"{block}narrow.weight"].T, weights[f"{block}narrow.bias"])
        hidden = hidden + added
    return _plus(hidden @ weights["output.weight"].T, weights["output.bias"])


def _plus(product: Floats, bias: Floats) -> Floats:
    """Add in place: a sum of its own would take as long as it takes to get its memory."""
    product += bias
    return product


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

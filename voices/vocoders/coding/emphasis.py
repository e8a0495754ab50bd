"""Pre-emphasis: lifts the highs before a waveform is coded, so that undoing it lowers the noise of the coding."""

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


def emphasise(waveform: Float32, coefficient: float) -> Float32:
    """Return y[t] = x[t] - coefficient * x[t - 1] along the last axis, with x[-1] = 0."""
    emphasised = np.array(waveform, np.float32)
    emphasised[..., 1:] -= np.float32(coefficient) * waveform[..., :-1]
    return emphasised


def deemphasise(emphasised: NDArray[np.floating], coefficient: float, previous: float = 0.0) -> Float64:
    """Undo `emphasise`: x[t] = y[t] + coefficient * x[t - 1].

    Args:
        emphasised: [T].
        previous: the waveform's value before the first sample. Whoever decodes in pieces hands it on in full
            precision, and gets what decoding at once gives to the last bit.
    """
    values = emphasised.astype(np.float64).tolist()
    filtered = accumulate(values, lambda last, value: value + coefficient * last, initial=previous)
    return np.array(list(filtered)[1:], np.float64)

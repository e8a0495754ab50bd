"""Pre-emphasis: lifts the highs before a waveform is coded, so that undoing it lowers the noise of the coding."""

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]


def emphasise(waveform: Float32, coefficient: float) -> Float32:
    """Return y[t] = x[t] - coefficient * x[t - 1] along the last axis, with x[-1] = 0."""
    emphasised = np.array(waveform, np.float32)
    emphasised[..., 1:] -= np.float32(coefficient) * waveform[..., :-1]
    return emphasised

"""How freely samples are drawn in each frame."""

import numpy as np
from numpy.typing import NDArray

VOICED_TEMPERATURE = 0.4
"""Relative to unvoiced frames: the noise of the draws is heard between harmonics, and hissing needs it in full (Jin et
al. 2018, FFTNet)."""

GLIDE = np.hanning(7)[1:-1] / np.hanning(7)[1:-1].sum()
"""Over the frames where voicing begins and ends."""


def frame_temperatures(voiced: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the relative temperature of each frame, [F], of frames voiced or not."""
    padded = np.pad(voiced.astype(np.float64), len(GLIDE) // 2, mode="edge")
    share = np.convolve(padded, GLIDE, "valid")
    return (1 + (VOICED_TEMPERATURE - 1) * share).astype(np.float32)

"""Samples as whole numbers of sixteen bits, as files and packed data hold them: one scale, both ways."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FULL_SCALE = 32767
"""What 1 becomes; one more would not fit."""


def sixteen_bits(waveform: Floats) -> NDArray[np.int16]:
    """Return a waveform in [-1, 1] as whole numbers; what lies beyond is clipped."""
    whole: NDArray[np.int16] = np.rint(np.clip(waveform, -1, 1) * np.float32(FULL_SCALE)).astype("<i2")
    return whole


def waveform_of(samples: NDArray[np.int16]) -> Floats:
    """Return whole numbers as a waveform in [-1, 1]; the lowest number there is, which has no positive twin, as -1."""
    waveform: Floats = np.maximum(samples.astype(np.float32) / np.float32(FULL_SCALE), np.float32(-1))
    return waveform

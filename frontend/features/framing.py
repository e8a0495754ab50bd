"""Cutting audio into frames: frame f stands for the samples from f * hop to (f + 1) * hop, wherever it is analysed."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def frame_count(samples: int, hop: int) -> int:
    """Return how many whole frames there are."""
    return samples // hop


def frames(waveform: Samples, window: int, hop: int) -> NDArray[np.float32]:
    """Return stretches of `window` samples around the middle of each frame; beyond the ends there is silence.

    Args:
        waveform: [T].

    Returns:
        [F, window], F = T // hop; a view, not to be written to.
    """
    count = frame_count(len(waveform), hop)
    before = window // 2 - hop // 2
    padded = np.pad(waveform, (max(before, 0), window))[max(-before, 0) :]
    stretches: NDArray[np.float32] = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:count]
    return stretches

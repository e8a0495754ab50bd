"""Segments spread over their durations: what the frame-rate predictors see."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

POSITION_CHANNELS = 3
"""Added to the contexts of each frame: how far into its segment it is, how far to the end, log of the duration."""


def frame_inputs(contexts: Floats, durations: Integers) -> Floats:
    """Return the contexts of each frame, with its place in its segment.

    Args:
        contexts: [N, C].
        durations: [N], frames, not negative.

    Returns:
        [F, C + POSITION_CHANNELS], F the sum of the durations.
    """
    segment = np.repeat(np.arange(len(durations)), durations)
    starts = np.cumsum(durations) - durations
    place = np.arange(len(segment)) - starts[segment]
    length = durations[segment]
    position = np.stack([(place + 0.5) / length, place + 0.5, length - place - 0.5], axis=1)
    position[:, 1:] = np.log1p(position[:, 1:])
    return np.concatenate([contexts[segment], position], axis=1, dtype=np.float32)


def between_voiced(values: Floats, voiced: NDArray[np.bool_]) -> Floats:
    """Return `values` [F] with those of unvoiced frames interpolated from voiced ones, of which there must be one."""
    frames = np.arange(len(voiced))
    between: Floats = np.interp(frames, frames[voiced], values[voiced]).astype(np.float32)
    return between

"""The compiled loop that undoes pre-emphasis."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.vocoders.coding.step_filter import Channels

Float64 = NDArray[np.float64]

register_constants(Channels)


def undo_emphasis(
    channels: Channels, emphasised: Float64, coefficient: float, last: Float64, samples: NDArray[np.float32]
) -> None:
    """Fill samples [T * C] with x[t] = emphasised[t] + coefficient * x[t - 1].

    Args:
        emphasised: [C, T], sample after sample of each step.
        last: [1], the sample before the first; left as the last one, in full precision.
    """
    previous = last[0]
    for step in range(emphasised.shape[1]):
        for i in range(channels.count):
            previous = emphasised[i, step] + coefficient * previous
            samples[step * channels.count + i] = previous
    last[0] = previous

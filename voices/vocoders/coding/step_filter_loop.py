"""The compiled loop of `step_filter`: many steps in one vector."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.vocoders.coding.step_filter import Channels

Float64 = NDArray[np.float64]

AT_ONCE = 256
"""Steps whose sums stay in the first-level cache."""

register_constants(Channels)


def filter_steps(channels: Channels, steps: Float64, weights: Float64, filtered: Float64) -> None:
    """Add to `filtered` [C, T]; see `step_filter.filtered_steps`, which calls this.

    Args:
        steps: [C, T + P - 1].
        weights: [P, C, C].
    """
    for first in range(0, filtered.shape[1], AT_ONCE):
        count = min(AT_ONCE, filtered.shape[1] - first)
        for made in range(channels.count):
            for place in range(weights.shape[0]):
                # Only for indices without a sign numba counts none from the end, and LLVM makes vectors.
                start, heard_from = np.uint64(first), np.uint64(first + place)
                for i in range(count):
                    total = 0.0
                    for heard in range(channels.count):
                        total += weights[place, heard, made] * steps[heard, heard_from + np.uint64(i)]
                    filtered[made, start + np.uint64(i)] += total

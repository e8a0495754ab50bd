"""A filter over steps of several channels each, in compiled code: what splits a waveform into bands, and joins them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.compiled.kernel_cache import compiled

Float64 = NDArray[np.float64]

LOOP = "voices.vocoders.coding.step_filter_loop:filter_steps"


@dataclass(frozen=True)
class Channels:
    """What the loop is compiled for: channels of a step."""

    count: int

    @property
    def name(self) -> str:
        """The count as a word."""
        return str(self.count)


def filtered_steps(steps: Float64, weights: Float64) -> Float64:
    """Return filtered steps [C, T]: channel o of step t is the sum over p and c of weights[p, c, o] steps[t + p, c].

    Each step is the same to the last bit however many there are at once.

    Args:
        steps: [T + P - 1, C].
        weights: [P, C, C].
    """
    channels = weights.shape[1]
    filtered = np.zeros((channels, max(len(steps) - len(weights) + 1, 0)))
    compiled(LOOP, Channels(channels))(np.ascontiguousarray(steps.T), weights, filtered)
    return filtered

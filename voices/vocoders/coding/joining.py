"""Sub-bands to a waveform, piece by piece, as a vocoder makes them."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.kernel_cache import compiled
from voices.vocoders.coding.step_filter import Channels, filtered_steps

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

LOOP = "voices.vocoders.coding.emphasis_loop:undo_emphasis"


class Joiner:
    """Joins bands with a filter's weights, then undoes pre-emphasis: x[t] = joined[t] + coefficient * x[t - 1].

    The samples are the same to the last bit however the bands are cut into pieces.

    Args:
        weights: [samples of a step, steps from -reach to +reach, bands], as `FilterBank.joining_weights`.
        coefficient: of the pre-emphasis; 0 where there was none.
    """

    def __init__(self, weights: Float64, coefficient: float) -> None:
        bands = weights.shape[2]
        self._weights = np.ascontiguousarray(weights.transpose(1, 2, 0))
        self._coefficient = float(coefficient)
        self._undo_emphasis = compiled(LOOP, Channels(bands))
        self._waiting: Float64 = np.zeros((weights.shape[1] // 2, bands))  # what came before the first step
        self._last = np.zeros(1)

    def join(self, split: Float64) -> Float32:
        """Return the samples that the next steps [steps, bands] make known: those up to reach steps before the last."""
        known = np.concatenate([self._waiting, split])
        joined = filtered_steps(known, self._weights)
        self._waiting = known[joined.shape[1] :]
        samples = np.empty(joined.size, np.float32)
        self._undo_emphasis(joined, self._coefficient, self._last, samples)
        return samples

    def finish(self) -> Float32:
        """Return the last samples; no bands come after."""
        return self.join(np.zeros((len(self._weights) // 2, self._weights.shape[1])))

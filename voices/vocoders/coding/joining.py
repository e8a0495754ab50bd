"""Sub-bands to a waveform, piece by piece, in compiled code: a step at a time, as a vocoder makes them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.compiled.kernel_cache import compiled

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

LOOP = "voices.vocoders.coding.joining_loop:join"


@dataclass(frozen=True)
class Bands:
    """What the loop is compiled for: how many bands there are, and samples in a step."""

    count: int

    @property
    def name(self) -> str:
        """The count as a word."""
        return str(self.count)


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
        self._run = compiled(LOOP, Bands(bands))
        self._waiting: Float64 = np.zeros((weights.shape[1] // 2, bands))  # what came before the first step
        self._last, self._sums = np.zeros(1), np.zeros(bands)

    def join(self, split: Float64) -> Float32:
        """Return the samples that the next steps [steps, bands] make known: those up to reach steps before the last."""
        known = np.concatenate([self._waiting, split])
        steps = max(len(known) - len(self._weights) + 1, 0)
        self._waiting = known[steps:]
        samples = np.empty(steps * known.shape[1], np.float32)
        self._run(known, self._weights, self._coefficient, self._last, self._sums, samples)
        return samples

    def finish(self) -> Float32:
        """Return the last samples; no bands come after."""
        return self.join(np.zeros((len(self._weights) // 2, self._weights.shape[1])))

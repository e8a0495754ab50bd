"""The compiled loop of decoding: bands joined to samples, and their pre-emphasis undone."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.vocoders.coding.joining import Bands

Float64 = NDArray[np.float64]

register_constants(Bands)


def join(
    bands: Bands,
    split: Float64,
    weights: Float64,
    coefficient: float,
    last: Float64,
    sums: Float64,
    samples: NDArray[np.float32],
) -> None:
    """Fill `samples`; see `joining.Joiner`, which calls this.

    Args:
        split: [places - 1 + steps, bands].
        weights: [places, bands, samples of a step].
        last: [1], the sample before the first; left as the last one, in full precision.
        sums: [bands], overwritten.
    """
    previous = last[0]
    for step in range(samples.shape[0] // bands.count):
        for i in range(bands.count):
            sums[i] = 0.0
        for place in range(weights.shape[0]):
            for band in range(bands.count):
                for i in range(bands.count):
                    sums[i] += split[step + place, band] * weights[place, band, i]
        for i in range(bands.count):
            previous = sums[i] + coefficient * previous
            samples[step * bands.count + i] = previous
    last[0] = previous

"""The compiled loop of harmonics: cosines of multiples of one phase by Chebyshev's recursion."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.vocoders.flows.harmonics import HarmonicConstants

Doubles = NDArray[np.float64]

register_constants(HarmonicConstants)


def add_harmonics(
    constants: HarmonicConstants, phase: Doubles, amplitudes: Doubles, counts: NDArray[np.int64], samples: Doubles
) -> None:
    """Add to samples [T] the sum over k of amplitudes [F, K] times cos((k + 1) phase [T]).

    A frame's amplitudes hold in its middle and glide between; those from counts [F] on are 0.
    """
    frames = amplitudes.shape[0]
    for t in range(samples.shape[0]):
        place = (t + 0.5) / constants.hop - 0.5
        before = min(max(int(np.floor(place)), 0), frames - 1)
        after = min(before + 1, frames - 1)
        share = min(max(place - before, 0.0), 1.0)
        doubled = 2 * np.cos(phase[t])
        last, cosine, total = 1.0, 0.5 * doubled, 0.0
        for k in range(max(counts[before], counts[after])):
            amplitude = amplitudes[before, k] + share * (amplitudes[after, k] - amplitudes[before, k])
            total += amplitude * cosine
            last, cosine = cosine, doubled * cosine - last
        samples[t] += total

"""The compiled loop of harmonics: cosines of multiples of a phase by Chebyshev's recursion, many samples a vector."""

import numpy as np
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.vocoders.flows.harmonics import HarmonicConstants

Doubles = NDArray[np.float64]

register_constants(HarmonicConstants)


def add_harmonics(
    constants: HarmonicConstants,
    doubled: Doubles,
    shares: Doubles,
    amplitudes: Doubles,
    counts: NDArray[np.int64],
    last: Doubles,
    cosine: Doubles,
    samples: Doubles,
) -> None:
    """Add to samples [T] the sum over k of amplitudes [F, K] times cos((k + 1) phase).

    A frame's amplitudes hold in its middle and glide between; those from counts [F] on are 0.

    Args:
        doubled: [T], twice the cosine of the phase.
        shares: [hop], how far each sample after the middle of a frame is on its way to the next one.
        last, cosine: [hop], overwritten.
    """
    hop, frames, length = constants.hop, amplitudes.shape[0], samples.shape[0]
    for after in range(frames + 1):
        before = max(after - 1, 0)
        following = min(after, frames - 1)
        middle = after * hop - (hop + 1) // 2  # the first sample that is not before that of the frame `after - 1`
        count = min(middle + hop, length) - max(middle, 0)
        # Only for indices without a sign numba counts none from the end, and LLVM makes vectors.
        first, skipped = np.uint64(max(middle, 0)), np.uint64(max(-middle, 0))
        for i in range(count):
            last[i] = 1.0
            cosine[i] = 0.5 * doubled[first + np.uint64(i)]
        for k in range(max(counts[before], counts[following])):
            low = amplitudes[before, k]
            rise = amplitudes[following, k] - low
            for i in range(count):
                t, now = first + np.uint64(i), cosine[i]
                samples[t] += (low + shares[skipped + np.uint64(i)] * rise) * now
                cosine[i] = doubled[t] * now - last[i]
                last[i] = now

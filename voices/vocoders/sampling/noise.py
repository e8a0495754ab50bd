"""The random numbers of a generation, as an array: equal seeds give equal audio, in one piece or streamed."""

import numpy as np
from numpy.typing import NDArray


def uniform_noise(seed: int, samples: int) -> NDArray[np.float32]:
    """Return [T, 2] uniform numbers strictly between 0 and 1."""
    steps = np.random.default_rng(seed).integers(0, 2**23, (samples, 2), dtype=np.int64)
    # Odd multiples of 2^-24 are exact in float32 and reach neither end.
    return ((2 * steps + 1) * 2.0**-24).astype(np.float32)

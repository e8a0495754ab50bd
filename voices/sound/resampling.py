"""A waveform at another rate."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def resampled(blocks: Iterable[Floats], rate_hz: int, wanted_hz: int) -> Iterator[Floats]:
    """Yield a waveform that comes in blocks [T] at another rate."""
    if rate_hz == wanted_hz:
        yield from blocks
        return
    import soxr

    stream = soxr.ResampleStream(rate_hz, wanted_hz, 1, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)

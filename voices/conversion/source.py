"""The recording that is to be converted: any number of samples, at any rate, as it comes."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class ListenedBlocks:
    """Blocks [T] of a waveform, counted as they are taken."""

    def __init__(self, blocks: Iterable[Floats]) -> None:
        self.samples, self._blocks = 0, blocks

    def __iter__(self) -> Iterator[Floats]:
        for block in self._blocks:
            self.samples += len(block)
            yield block


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

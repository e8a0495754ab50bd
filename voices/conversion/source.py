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

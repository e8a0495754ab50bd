"""A waveform of any length in windows that overlap: of each, the middle is converted, and the rest is its context."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Window:
    """A stretch of a waveform.

    Attributes:
        samples: [T], whole frames, context included.
        before: frames of context that come first.
        frames: that are to be converted, after these.
    """

    samples: Floats
    before: int
    frames: int


def windows(blocks: Iterable[Floats], hop: int, frames: int, context: int) -> Iterator[Window]:
    """Yield windows over a waveform that comes in blocks [T] of any length.

    They are ready as soon as their context is there, and no more than one of them is held.

    Args:
        hop: samples of a frame; the end is filled up with silence to a whole one.
        frames: that a window converts; the last one's may be fewer.
        context: frames before and after these, fewer at the ends.
    """
    held, before = np.zeros(0, np.float32), 0
    wanted = (frames + context) * hop
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) >= before * hop + wanted:
            yield Window(held[: before * hop + wanted], before, frames)
            kept = min(before + frames, context)
            held = held[(before + frames - kept) * hop :]
            before = kept
    held = np.pad(held, (0, -len(held) % hop))
    while len(held) > before * hop:
        left = len(held) // hop - before
        yield Window(held[: before * hop + wanted], before, min(frames, left))
        kept = min(before + frames, context)
        held = held[(before + frames - kept) * hop :]
        before = kept

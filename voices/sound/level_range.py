"""How far a recording's quiet moments are below its loud ones: speech has gaps, noise and most music fill them."""

import numpy as np
from numpy.typing import NDArray

FRAME_SECONDS = 0.02
ENOUGH_SECONDS = 3.0
"""Of sound before anything is said about it."""

LOUD, QUIET = 0.95, 0.05
"""Quantiles of the frames' levels that stand for loud and quiet moments."""

QUIETEST_DB = -120


class LevelRange:
    """Counts how often each level occurs, so that its memory does not grow with the recording."""

    def __init__(self, rate_hz: int) -> None:
        self._frame = max(round(FRAME_SECONDS * rate_hz), 1)
        self._rest = np.zeros(0, np.float32)
        self._counts = np.zeros(-QUIETEST_DB + 1, np.int64)  # of 0 dB, -1 dB, -2 dB ...

    def add(self, mono: NDArray[np.float32]) -> None:
        """Hear more of the waveform [T]."""
        held = np.concatenate([self._rest, mono])
        whole = len(held) // self._frame * self._frame
        frames, self._rest = held[:whole].reshape(-1, self._frame).astype(np.float64), held[whole:]
        power = np.maximum(frames.var(axis=1), 10 ** (QUIETEST_DB / 10))
        places = np.clip(np.round(-10 * np.log10(power)), 0, -QUIETEST_DB).astype(np.int64)
        self._counts += np.bincount(places, minlength=len(self._counts))

    def decibels(self) -> int | None:
        """Return the range; None when too little was heard."""
        passed = np.cumsum(self._counts)
        if passed[-1] * FRAME_SECONDS < ENOUGH_SECONDS:
            return None
        loud, quiet = (int(np.searchsorted(passed, share * passed[-1])) for share in (1 - LOUD, 1 - QUIET))
        return quiet - loud

"""A voice made higher or lower with its formants kept: its periods, whole, set closer together or further apart.

Time-domain pitch-synchronous overlap-add (Moulines and Charpentier 1990). The pitch is not looked for: it is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_UNVOICED_STEP_SECONDS = 0.005
_STRAYS = 0.2  # of a period: how far the next one may lie from where the pitch says
_PEAK = 0.3  # how much a peak counts beside likeness to the period before
_QUIET = 1e-9
_LEAST_WEIGHT = 0.3  # where windows hardly meet, as those of a voice that is made much lower


@dataclass(frozen=True)
class PitchShift:
    """What is to be done to one waveform.

    Attributes:
        hz: [F], the pitch that it has; 0 where it is unvoiced.
        ratios: [F], what that is to be multiplied by.
        frame_samples: of a frame.
        rate: of the samples, Hz.
    """

    hz: Floats
    ratios: Floats
    frame_samples: int
    rate: int

    def apply(self, chunks: Iterable[Floats]) -> Iterator[Floats]:
        """Yield the shifted waveform, as long as the vocoder's and the same whatever the pieces in which that comes."""
        work = _Work(self)
        for chunk in chunks:
            work.take(chunk)
            yield work.give()
        work.end()
        yield work.give()


@dataclass(frozen=True)
class _Period:
    """One period of the waveform, around a sample of it; where there is no voice, a step."""

    middle: int
    samples: float
    is_voiced: bool


class _Work:
    """The waveform so far, its periods so far, and the shifted one as far as nothing is added any more."""

    def __init__(self, shift: PitchShift) -> None:
        self._shift = shift
        self._length = len(shift.hz) * shift.frame_samples
        self._steps = np.where(shift.hz > 0, shift.rate / np.maximum(shift.hz, 1), _UNVOICED_STEP_SECONDS * shift.rate)
        self._margin = 3 * int(np.ceil(self._steps.max()))  # more than any period, its strays and windows reach
        self._made = np.zeros(self._length + 3 * self._margin, np.float32)  # silence follows
        self._sum, self._weight = np.zeros((2, len(self._made)), np.float32)
        self._there = self._given = 0
        self._periods = [_Period(0, 1.0, False)]  # so that what is before the first voice is heard
        self._sign = 1.0
        self._place, self._nearest = 0.0, 0  # where the next period is set, and the number of the one that is set there

    def take(self, chunk: Floats) -> None:
        self._made[self._there : self._there + len(chunk)] = chunk
        self._there += len(chunk)
        self._advance()

    def end(self) -> None:
        self._there = len(self._made)
        self._advance()

    def give(self) -> Floats:
        """What is final and was not given yet."""
        final = min(max(int(self._place) - self._margin, self._given), self._length)
        part = slice(self._given, final)
        self._given = final
        return (self._sum[part] / np.maximum(self._weight[part], _LEAST_WEIGHT)).astype(np.float32)

    def _advance(self) -> None:
        """Find periods as far as the samples are there that they may need, and set them as far as the next is known."""
        while (period := self._next_period()) is not None:
            self._periods.append(period)
        while self._place < self._length + self._margin and self._find_nearest():
            self._place += self._set()

    def _next_period(self) -> _Period | None:
        before = self._periods[-1]
        expected = round(before.middle + before.samples)
        if expected + self._margin > self._there:
            return None
        frame = self._frame(expected)
        step = float(self._steps[frame])
        if not self._shift.hz[frame] > 0:
            return _Period(expected, step, False)
        if before.is_voiced:
            return _Period(self._likest(before.middle, step), step, True)
        middle = expected + int(np.argmax(np.abs(self._made[expected : expected + int(step) + 1])))
        self._sign = 1.0 if self._made[middle] >= 0 else -1.0
        return _Period(middle, step, True)

    def _likest(self, last: int, step: float) -> int:
        """The middle of the period that follows one: where the waveform is most like it, and rather at a peak."""
        half = min(int(step / 2), last)
        first, end = int(last + (1 - _STRAYS) * step), int(last + (1 + _STRAYS) * step) + 1
        like, around = self._made[last - half : last + half + 1], self._made[first - half : end + half]
        energy = np.convolve(around * around, np.ones(len(like), np.float32), "valid")
        likeness = np.correlate(around, like, "valid") / np.sqrt(energy + _QUIET)
        peak = self._sign * self._made[first:end]
        score = likeness / (np.abs(likeness).max() + _QUIET) + _PEAK * peak / (np.abs(peak).max() + _QUIET)
        return first + int(np.argmax(score))

    def _find_nearest(self) -> bool:
        """Go on to the period nearest to the place; False where it, or the one after it, is not known yet."""
        while self._nearest + 1 < len(self._periods):
            here, there = (abs(one.middle - self._place) for one in self._periods[self._nearest : self._nearest + 2])
            if here <= there:
                return True
            self._nearest += 1
        return False

    def _set(self) -> float:
        """Add the nearest period at the place, and return how far the next place is."""
        period, following = self._periods[self._nearest : self._nearest + 2]
        after = following.middle - period.middle
        before = period.middle - self._periods[self._nearest - 1].middle if self._nearest else 0
        rise, fall = (np.arange(width) / max(width, 1) for width in (before, after))
        window = 0.5 - 0.5 * np.cos(np.pi * np.concatenate([rise, 1 - fall])).astype(np.float32)
        start = round(self._place) - before
        outside = max(0, -start)
        target = slice(start + outside, start + len(window))
        self._sum[target] += (self._made[period.middle - before : following.middle] * window)[outside:]
        self._weight[target] += window[outside:]
        ratio = float(self._shift.ratios[self._frame(int(self._place))])
        # The pitch that was asked of the vocoder, rather than what it made of it; where nothing is shifted, that.
        return period.samples / ratio if period.is_voiced and following.is_voiced and ratio != 1 else after

    def _frame(self, sample: int) -> int:
        return min(sample // self._shift.frame_samples, len(self._shift.hz) - 1)

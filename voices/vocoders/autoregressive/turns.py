"""Which waveforms advance together, turn by turn, where several are wanted of several threads."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from voices.vocoders.autoregressive.lock_step import WaveformUnderWay
from voices.vocoders.sampling.group import GROUP


class Turns:
    """Deals waveforms out to threads, to each those that have the most left.

    Where one ends the next begins, the longest first. The last one begins sooner: of those at the end one
    always rests, so that all end at about the same time, and seldom too few are left for a group.

    Args:
        lengths: of the waveforms, in any unit.
        begin: makes a waveform, by its place among them, one that is under way.
        worth_a_group: from how many on a group makes them sooner than one by one.
    """

    def __init__(
        self, lengths: Sequence[int], begin: Callable[[int], WaveformUnderWay], threads: int, worth_a_group: int
    ) -> None:
        self._waiting = deque(sorted(range(len(lengths)), key=lambda number: -lengths[number]))
        self._begin, self._worth_a_group = begin, worth_a_group
        each = min(-(-len(lengths) // threads), GROUP)
        self._width = each if each >= worth_a_group else 1
        self._resting: dict[int, WaveformUnderWay] = {}  # in no thread's hands
        self._dealing = Lock()

    def take(self, back: Mapping[int, WaveformUnderWay]) -> dict[int, WaveformUnderWay]:
        """Take `back` what a thread has advanced, and return what it is to advance next: none when all is over."""
        with self._dealing:
            self._resting.update((number, one) for number, one in back.items() if one.frames_left)
            while self._waiting and len(self._resting) < self._most_resting:
                number = self._waiting.popleft()
                self._resting[number] = self._begin(number)
            longest = sorted(self._resting, key=lambda number: -self._resting[number].frames_left)[: self._width]
            chosen = longest if len(longest) >= self._worth_a_group else longest[:1]
            return {number: self._resting.pop(number) for number in chosen}

    @property
    def _most_resting(self) -> int:
        one_more = len(self._waiting) == 1 and self._width > 1
        return self._width + one_more

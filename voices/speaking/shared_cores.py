"""Many who listen at once, few cores: sentences under way advance in lock-step, and whoever runs dry first comes first.

Each core has a thread, whose compiled work is outside Python's lock. At each turn it takes the sentence whose sound is
due first and, where that pays, others of the same vocoder beside it, and brings them a few frames on. So a new request
joins at the next turn and is heard at once; one that is ahead of its listener waits.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from voices.speaking.plan import PlannedSentence
from voices.speaking.render import CHUNK_SAMPLES, SoundingSentence, input_of, shaped
from voices.speaking.vocoder_input import COLDEST
from voices.vocoders.sampling.group import GROUP
from voices.vocoders.vocoder import LockStepVocoder, Vocoder

Floats = NDArray[np.float32]

AHEAD_SENTENCES = 4
"""Of one listener that are made at once; the first one alone until it is heard."""

WAITING_SECONDS = 4.0
"""Of a sentence that are made before somebody takes them; then it waits."""

_END = None


@dataclass(eq=False)
class _Stream:
    """A sentence on its way.

    Attributes:
        due: when the listener, had they begun to listen at once, would have nothing left to hear (monotonic clock).
        pieces: for whoever listens; `_END`, or an error, is the last.
        waiting: samples in `pieces`.
        work: what a lock-step vocoder advances, or an iterator of any other; made when it is first its turn.
    """

    planned: PlannedSentence
    due: float
    pieces: "SimpleQueue[Floats | BaseException | None]" = field(default_factory=SimpleQueue)
    waiting: int = 0
    is_running: bool = False
    work: object = None

    @property
    def vocoder(self) -> Vocoder:
        return self.planned.vocoder

    @property
    def is_full(self) -> bool:
        return self.waiting > WAITING_SECONDS * self.planned.sample_rate


class SharedCores:
    """Threads that make the sentences of all who listen.

    Args:
        cores: threads.
        advanced: is told, from any thread, how many sentences were brought on together, each time.
    """

    def __init__(self, cores: int, advanced: Callable[[int], None] = lambda _: None) -> None:
        self._streams: list[_Stream] = []
        self._changed = threading.Condition()
        self._idle, self._closed = 0, False
        self._advanced = advanced
        self.planning = threading.Semaphore(cores)
        self._threads = [threading.Thread(target=self._work, name=f"core-{n}", daemon=True) for n in range(cores)]
        for thread in self._threads:
            thread.start()

    def listener(self) -> "Listener":
        """Return a place for one who listens."""
        return Listener(self)

    @property
    def under_way(self) -> int:
        """Sentences that are not wholly made."""
        return len(self._streams)

    def close(self) -> None:
        """Stop; whoever still listens is told that it was cancelled."""
        with self._changed:
            self._closed = True
            for stream in self._streams:
                stream.pieces.put(CancelledError())
            self._streams.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _add(self, stream: _Stream) -> None:
        with self._changed:
            if self._closed:
                raise CancelledError
            self._streams.append(stream)
            self._changed.notify()

    def _drop(self, stream: _Stream) -> None:
        with self._changed:
            if stream in self._streams:
                self._streams.remove(stream)
        stream.pieces.put(CancelledError())

    def _taken(self, stream: _Stream, samples: int) -> None:
        with self._changed:
            was_full = stream.is_full
            stream.waiting -= samples
            if was_full and not stream.is_full:
                self._changed.notify()

    def _work(self) -> None:
        while chosen := self._wait_for_work():
            try:
                made: list[tuple[Floats, bool]] | BaseException = _advance(chosen)
            except BaseException as error:  # whatever it is, whoever listens is to hear of it
                made = error
            self._advanced(len(chosen))
            with self._changed:
                for place, stream in enumerate(chosen):
                    stream.is_running = False
                    if isinstance(made, BaseException):
                        self._end(stream, made)
                    else:
                        self._deliver(stream, *made[place])
                self._changed.notify_all()

    def _deliver(self, stream: _Stream, piece: Floats, is_last: bool) -> None:
        stream.waiting += len(piece)
        stream.due += len(piece) / stream.planned.sample_rate
        stream.pieces.put(piece)
        if is_last:
            self._end(stream, _END)

    def _end(self, stream: _Stream, how: BaseException | None) -> None:
        if stream in self._streams:
            self._streams.remove(stream)
        stream.pieces.put(how)

    def _wait_for_work(self) -> list[_Stream]:
        """Streams to bring on together; none when all is over."""
        with self._changed:
            self._idle += 1
            while not self._closed:
                chosen = self._choose()
                if chosen:
                    break
                self._changed.wait()
            else:
                chosen = []
            self._idle -= 1
            for stream in chosen:
                stream.is_running = True
            return chosen

    def _choose(self) -> list[_Stream]:
        ready = sorted((one for one in self._streams if not (one.is_running or one.is_full)), key=lambda one: one.due)
        if not ready:
            return []
        first = ready[0]
        if not isinstance(first.vocoder, LockStepVocoder):
            return [first]
        alike = [one for one in ready if one.vocoder is first.vocoder]
        share = alike[: min(GROUP, -(-len(alike) // self._idle))]
        return share if len(share) >= first.vocoder.worth_a_group else [first]


def _advance(chosen: list[_Stream]) -> list[tuple[Floats, bool]]:
    """Make the next piece of each stream; whether it is the last."""
    vocoder = chosen[0].vocoder
    if not isinstance(vocoder, LockStepVocoder):
        return [_next_piece(chosen[0])]
    for one in chosen:
        if one.work is None:
            one.work = vocoder.begin(input_of(one.planned), max(one.planned.temperature, COLDEST))
    works = [one.work for one in chosen]
    pieces = vocoder.advance(works, max(CHUNK_SAMPLES // vocoder.config.frame_samples, 1))
    return [(piece, work.frames_left == 0) for piece, work in zip(pieces, works, strict=True)]  # type: ignore[attr-defined]


def _next_piece(stream: _Stream) -> tuple[Floats, bool]:
    if stream.work is None:
        planned = stream.planned
        stream.work = planned.vocoder.stream(input_of(planned), CHUNK_SAMPLES, max(planned.temperature, COLDEST))
    piece = next(stream.work, None)  # type: ignore[call-overload]
    return (np.zeros(0, np.float32), True) if piece is None else (piece, False)


class Listener:
    """One who listens to one text; any thread may end that."""

    def __init__(self, cores: SharedCores) -> None:
        self._cores, self._streams, self._cancelled = cores, deque[_Stream](), False
        self._lock = threading.Lock()

    def sound(self, planned: Iterable[PlannedSentence]) -> Iterator[SoundingSentence]:
        """Yield planned sentences as sound while it is made; the samples are those of `render.sound`.

        Each sentence's pieces are to be taken before the next one.

        Raises:
            CancelledError: somebody cancelled this.
        """
        waiting: Iterator[PlannedSentence] | None = iter(planned)
        started, seconds = time.monotonic(), 0.0

        def begin_another() -> None:
            nonlocal waiting, seconds
            if waiting is None:
                return
            with self._cores.planning:
                self._check()
                following = next(waiting, None)
            if following is None:
                waiting = None
            else:
                self._begin(_Stream(following, started + seconds))
                seconds += len(following.features) * following.vocoder.config.frame_samples / following.sample_rate

        try:
            begin_another()
            while self._streams:
                stream = self._streams[0]
                yield SoundingSentence(stream.planned, shaped(stream.planned, self._pieces(stream, begin_another)))
                self._streams.popleft()
                if not self._streams:
                    begin_another()
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Give up what is under way, at once."""
        with self._lock:
            self._cancelled = True
            streams = list(self._streams)
        for stream in streams:
            self._cores._drop(stream)

    def _begin(self, stream: _Stream) -> None:
        with self._lock:
            self._check()
            self._cores._add(stream)
            self._streams.append(stream)

    def _check(self) -> None:
        if self._cancelled:
            raise CancelledError

    def _pieces(self, stream: _Stream, begin_another: Callable[[], None]) -> Iterator[Floats]:
        while True:
            piece = stream.pieces.get()
            if piece is _END:
                return
            if isinstance(piece, BaseException):
                try:
                    raise piece
                finally:
                    del piece  # it holds this frame, and with it all that was made, until somebody looks for circles
            self._cores._taken(stream, len(piece))
            yield piece
            if len(self._streams) < AHEAD_SENTENCES:
                begin_another()

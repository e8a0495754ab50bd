"""What is done to a waveform after the vocoder: pitch moved far, words louder or softer, pauses and what is in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.utterance import PlayedSound
from voices.sound.recording import open_recording
from voices.sound.resampling import resampled
from voices.speaking.pitch_shift import PitchShift

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

EDGE_SECONDS = 0.03
"""At each end of an exact pause the sound fades for so long; between is silence."""

RAMP_SECONDS = 0.01
"""From one gain to the next."""

_SILENCE_AT_ONCE = 16000  # samples


@dataclass(frozen=True)
class Insert:
    """A recording that is heard from sample `start` of a silence on, for so many samples."""

    path: Path
    start: int
    samples: int
    rate_hz: int

    def heard(self) -> Iterator[Floats]:
        """Yield exactly its samples, as they are read.

        Raises:
            UnreadableRecordingError: the file is no longer what it was.
        """
        recording, left = open_recording(self.path), self.samples
        for piece in resampled(recording.blocks, recording.rate_hz, self.rate_hz):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return
        yield from silent(left)


@dataclass(frozen=True)
class ExactPause:
    """A pause that the vocoder made from sample `start` to `end`, and that is to last `samples`; what is in it."""

    start: int
    end: int
    samples: int
    inserts: tuple[Insert, ...] = ()

    def filled(self) -> Iterator[Floats]:
        """Yield silence, and what is in it."""
        reached = 0
        for insert in self.inserts:
            yield from silent(insert.start - reached)
            yield from insert.heard()
            reached = insert.start + insert.samples
        yield from silent(self.samples - reached)


@dataclass(frozen=True)
class Finish:
    """What is to be done to one sentence.

    Attributes:
        gain: [T], factor of each sample of the vocoder's; None to leave them.
        pauses: in order.
        edge: samples that are kept at most of each end of a pause.
        ends: [N], the sample of the finished waveform at which each segment ends.
        shift: of the pitch; None to leave it.
    """

    gain: Floats | None
    pauses: tuple[ExactPause, ...]
    edge: int
    ends: Integers
    shift: PitchShift | None = None

    def apply(self, chunks: Iterable[Floats]) -> Iterator[Floats]:
        """Yield the finished waveform, whatever the pieces in which the vocoder's comes."""
        pauses = [self._silence(pause) for pause in self.pauses]
        position = 0
        for chunk in self.shift.apply(chunks) if self.shift else chunks:
            end = position + len(chunk)
            louder = chunk if self.gain is None else chunk * self.gain[position:end]
            while pauses and pauses[0].start < end:
                silence = pauses[0]
                yield louder[: max(silence.start - position, 0)]
                if silence.start >= position:
                    yield from silence.filled()
                louder = louder[max(silence.end - position, 0) :]
                position = min(silence.end, end)
                if silence.end > end:
                    break
                pauses.pop(0)
            yield louder
            position = end

    def _silence(self, pause: ExactPause) -> ExactPause:
        """The middle of a pause, and the silence in its place."""
        edge = _kept(pause, self.edge)
        return replace(pause, start=pause.start + edge, end=pause.end - edge, samples=pause.samples - 2 * edge)


def silent(samples: int) -> Iterator[Floats]:
    """Yield silence, a little at a time, so that none has to be held, however long."""
    for start in range(0, samples, _SILENCE_AT_ONCE):
        yield np.zeros(min(_SILENCE_AT_ONCE, samples - start), np.float32)


def finish(
    lengths: Integers,
    gains: Sequence[float],
    pauses: Mapping[int, float],
    sample_rate: int,
    shift: PitchShift | None = None,
    sounds: Mapping[int, Sequence[PlayedSound]] | None = None,
) -> Finish:
    """Return what is to be done to a sentence.

    Args:
        lengths: [N], samples of each segment, as the vocoder makes them.
        gains: of each segment.
        pauses: seconds of those segments that are pauses of an exact length.
        shift: of the pitch.
        sounds: heard in those pauses, which then last longer by their edges.
    """
    edge = round(EDGE_SECONDS * sample_rate)
    made_ends = np.cumsum(lengths)
    finished = lengths.copy()
    inserts = {place: _inserts(heard, sample_rate) for place, heard in (sounds or {}).items()}
    for place, seconds in pauses.items():
        finished[place] = round(seconds * sample_rate) + (2 * edge if inserts.get(place) else 0)
    exact = tuple(
        ExactPause(
            int(made_ends[place] - lengths[place]), int(made_ends[place]), int(finished[place]), inserts.get(place, ())
        )
        for place in sorted(pauses)
    )
    return Finish(_gain(lengths, gains, exact, edge, sample_rate), exact, edge, np.cumsum(finished), shift)


def _inserts(sounds: Iterable[PlayedSound], rate: int) -> tuple[Insert, ...]:
    def samples(seconds: float) -> int:
        return round(seconds * rate)

    starts = [(one, samples(one.after_seconds)) for one in sounds]
    return tuple(
        Insert(one.path, start, samples(one.after_seconds + one.seconds) - start, rate) for one, start in starts
    )


def _gain(
    lengths: Integers, gains: Sequence[float], pauses: Sequence[ExactPause], edge: int, sample_rate: int
) -> Floats | None:
    if not pauses and all(gain == 1 for gain in gains):
        return None
    gain = _smoothed(np.repeat(np.asarray(gains, np.float32), lengths), round(RAMP_SECONDS * sample_rate))
    for pause in pauses:
        kept = _kept(pause, edge)
        fade = ((np.arange(kept) + 0.5) / max(kept, 1)).astype(np.float32)
        gain[pause.start : pause.start + kept] *= fade[::-1]
        gain[pause.end - kept : pause.end] *= fade
    return gain


def _kept(pause: ExactPause, edge: int) -> int:
    """How many samples are kept at each end of a pause."""
    return min(edge, (pause.end - pause.start) // 2, pause.samples // 2)


def _smoothed(gain: Floats, width: int) -> Floats:
    """The moving average over `width` samples."""
    before = width // 2
    total = np.cumsum(np.pad(gain, (before + 1, width - before - 1), mode="edge").astype(np.float64))
    return ((total[width:] - total[:-width]) / width).astype(np.float32)

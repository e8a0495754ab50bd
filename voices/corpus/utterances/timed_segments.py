"""An aligned recording as the models see it: segments, pauses as they were spoken, and how many frames each lasts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from frontend.linguistic.segments import Segment, segments
from frontend.phones.ipa import PAUSE
from frontend.utterance import Break, Utterance, Word
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.readers.recording import CorpusError

SHORTEST_PAUSE_SECONDS = 0.05
"""A shorter silence between words is the closure of a stop; it is added to the phone before it."""


def timed_segments(
    utterances: Sequence[Utterance], alignment: Alignment, frames: int, frame_seconds: float
) -> tuple[list[Segment], NDArray[np.int64]]:
    """Return the segments of a recording and their durations in frames, at least one each, `frames` in all.

    Args:
        utterances: of the recording's text, in the order they were aligned.

    Raises:
        CorpusError: the recording has fewer frames than segments.
    """
    utterance = joined(utterances)
    last_phones = [end - 1 for end in accumulate(len(word.phones) for word in utterance.words)]
    pauses = {
        word for word, last in enumerate(last_phones[:-1]) if _pause_seconds(alignment, last) >= SHORTEST_PAUSE_SECONDS
    }
    row = segments(utterance, pauses)
    starts = np.array(_starts(row, alignment, last_phones))
    return row, _durations(starts, frames, frame_seconds)


def joined(utterances: Sequence[Utterance]) -> Utterance:
    """Return several utterances as one that pauses between them."""
    first, last = utterances[0], utterances[-1]
    words: list[Word] = []
    breaks: list[Break] = []
    for one in utterances:
        breaks += [replace(boundary, after_word=boundary.after_word + len(words)) for boundary in one.breaks]
        words += one.words
    spoken = " ".join(one.spoken for one in utterances)
    text = " ".join(one.text for one in utterances)
    return Utterance(text, first.start, last.end, spoken, tuple(words), tuple(breaks))


def _pause_seconds(alignment: Alignment, last_phone: int) -> float:
    return alignment.starts[last_phone + 1] - alignment.ends[last_phone]


def _starts(row: Sequence[Segment], alignment: Alignment, last_phones: Sequence[int]) -> list[float]:
    starts, phone = [], 0
    for segment in row:
        if segment.phone.symbol != PAUSE:
            starts.append(alignment.starts[phone])
            phone += 1
        else:
            starts.append(alignment.ends[last_phones[segment.word]] if segment.word >= 0 else 0.0)
    return starts


def _durations(starts: NDArray[np.float64], frames: int, frame_seconds: float) -> NDArray[np.int64]:
    """Round to whole frames; where two boundaries fall into one frame, the later one gives way, then the earlier."""
    count = len(starts)
    if frames < count:
        raise CorpusError(f"a recording of {frames} frames cannot hold {count} phones and pauses")
    places = np.arange(count)
    first = np.round(starts / frame_seconds).astype(np.int64)
    first[0] = 0
    first = np.maximum.accumulate(first - places) + places
    latest = frames - count + places
    first = np.minimum(first, latest)
    return np.diff(np.append(first, frames))

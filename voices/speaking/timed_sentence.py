"""When everything in a planned sentence is said."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from frontend.phones.ipa import PAUSE
from frontend.utterance import MarkedMoment
from voices.speaking.plan import PlannedSentence
from voices.timings.timed import TimedMark, TimedPhone, TimedSentence, TimedWord


def timed_sentence(planned: PlannedSentence, offset_seconds: float = 0.0) -> TimedSentence:
    """Return when everything in a sentence is said.

    Args:
        offset_seconds: of the sentence's first sample in the audio.
    """
    ends = offset_seconds + planned.finish.ends / planned.sample_rate
    starts = np.concatenate([[offset_seconds], ends[:-1]])
    phones: list[list[TimedPhone]] = [[] for _ in planned.utterance.words]
    wanted = (phone for word in planned.utterance.words for phone in word.phones)  # `row` has those the voice knows
    for segment, start, end, hz in zip(planned.row, starts, ends, _pitches(planned), strict=True):
        if segment.phone.symbol != PAUSE:
            phones[segment.word].append(TimedPhone(str(next(wanted)), float(start), float(end), hz))
    words = tuple(
        TimedWord(word.text, said[0].start, said[-1].end, tuple(said))
        for word, said in zip(planned.utterance.words, phones, strict=True)
    )
    marks = tuple(TimedMark(mark.name, _moment(mark, words, offset_seconds)) for mark in planned.utterance.marks)
    return TimedSentence(" ".join(planned.utterance.text.split()), offset_seconds, float(ends[-1]), words, marks)


def _pitches(planned: PlannedSentence) -> Iterator[float | None]:
    """The average pitch of each segment."""
    prosody = planned.prosody
    frame_ends: NDArray[np.int64] = np.cumsum(prosody.durations)
    for start, end in zip(frame_ends - prosody.durations, frame_ends, strict=True):
        voiced = prosody.log_f0[start:end][prosody.voiced[start:end]]
        yield float(np.exp(voiced.mean())) if len(voiced) else None


def _moment(mark: MarkedMoment, words: tuple[TimedWord, ...], offset_seconds: float) -> float:
    if mark.word < 0:
        return offset_seconds
    return words[mark.word].end if mark.at_end else words[mark.word].start

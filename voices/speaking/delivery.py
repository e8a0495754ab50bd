"""How each word is said, segment by segment and frame by frame: rate, pitch and gain."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontend.linguistic.segments import Segment
from frontend.phones.ipa import PAUSE
from frontend.utterance import Delivery, PlayedSound, Utterance, Word

Floats = NDArray[np.float32]
_SEMITONE = np.log(2) / 12
_LOWEST_HZ = 20.0
_GLIDE_FRAMES = 5
"""Over which the pitch goes from one word's shift to the next one's."""


def segment_deliveries(row: Sequence[Segment], words: Sequence[Word]) -> list[Delivery]:
    """Return the delivery of each segment: of its word, in a pause of the word before it."""
    return [words[max(segment.word, 0)].delivery for segment in row]


def exact_pauses(row: Sequence[Segment], utterance: Utterance) -> dict[int, float]:
    """Return the seconds of those segments, by their places, that are pauses of an exact length."""
    wanted = {one.after_word: one.seconds for one in utterance.breaks} | {-1: utterance.lead_seconds}
    places = {place: wanted.get(segment.word) for place, segment in enumerate(row) if segment.phone.symbol == PAUSE}
    return {place: seconds for place, seconds in places.items() if seconds is not None}


def sounds_in_pauses(row: Sequence[Segment], utterance: Utterance) -> dict[int, list[PlayedSound]]:
    """Return the recordings that are heard in each pause of an exact length, by the places of those segments."""
    return {
        place: [one for one in utterance.sounds if one.word == row[place].word]
        for place in exact_pauses(row, utterance)
    }


def pitch_shifts(deliveries: Sequence[Delivery], mean_log_f0: float, durations: NDArray[np.int64]) -> Floats:
    """Return what is added to the log F0 of each frame.

    Args:
        mean_log_f0: of the speaker, ln Hz.
        durations: [N], frames.

    Returns:
        [F], F the sum of the durations.
    """
    shifts = np.repeat([_shift(one, float(np.exp(mean_log_f0))) for one in deliveries], durations)
    padded = np.pad(shifts, _GLIDE_FRAMES // 2, mode="edge")
    return np.convolve(padded, np.full(_GLIDE_FRAMES, 1 / _GLIDE_FRAMES), "valid").astype(np.float32)


def _shift(delivery: Delivery, mean_hz: float) -> float:
    hz = (delivery.baseline_hz or mean_hz) * np.exp(delivery.semitones * _SEMITONE) + delivery.hertz
    return float(np.log(max(hz, _LOWEST_HZ) / mean_hz))

"""The same words by several speakers: which frame of one recording is said at each frame of another."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voices.conversion.heard import cepstra, loudest, normalised, spoken, surroundings
from voices.evaluation.time_warping import cheapest_way, column_of_each_row
from voices.training.conversion.speech import ConversionSpeech

Floats = NDArray[np.float32]

OTHER_PHONE = 1.0
"""What it costs beside the cepstra's distance, about 1 between any two frames, to take one phone for another."""

ASIDE = 0.2
"""What it costs to stay at a frame of one recording while the other goes on."""


class Parallels:
    """Recordings of the same texts by different speakers; whom to follow is found once for each pair."""

    def __init__(self, speech: Sequence[ConversionSpeech], coefficients: int) -> None:
        self._coefficients = coefficients
        self._saying: dict[str, list[ConversionSpeech]] = defaultdict(list)
        for one in speech:
            if one.text:
                self._saying[one.text].append(one)
        self._found: dict[tuple[str, str], NDArray[np.int32]] = {}

    def of(self, one: ConversionSpeech) -> list[ConversionSpeech]:
        """Return recordings of the same text by other speakers."""
        return [other for other in self._saying.get(one.text, ()) if other.speaker != one.speaker]

    def in_time_of(self, one: ConversionSpeech, other: ConversionSpeech) -> Floats:
        """Return the spectrum [F, bands] of another's recording, each frame where `one` [F] says the same."""
        pair = (one.key, other.key)
        if pair not in self._found:
            self._found[pair] = counterparts(one, other, self._coefficients)
        return other.log_mel[self._found[pair]].astype(np.float32)


def counterparts(one: ConversionSpeech, other: ConversionSpeech, coefficients: int) -> NDArray[np.int32]:
    """Return the frame of `other` that belongs to each frame of `one`, [F], by cepstra and phones."""
    mine, theirs = (_shape(speech, coefficients) for speech in (one, other))
    squares = (mine**2).sum(1)[:, None] + (theirs**2).sum(1) - 2 * mine @ theirs.T
    cost = np.sqrt(np.maximum(squares, 0) / (2 * coefficients))
    cost += OTHER_PHONE * (one.phones[: len(mine), None] != other.phones[: len(theirs)])
    return column_of_each_row(cheapest_way(cost.astype(np.float32), ASIDE))


def _shape(speech: ConversionSpeech, coefficients: int) -> Floats:
    heard = cepstra(speech.log_mel.astype(np.float32), coefficients)
    return normalised(heard, surroundings(spoken(heard, loudest(heard))))

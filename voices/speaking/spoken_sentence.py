"""A sentence that was said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.utterance import Utterance
from voices.speaking.plan import PlannedSentence
from voices.speaking.render import SoundingSentence
from voices.speaking.timed_sentence import timed_sentence
from voices.timings.timed import TimedWord

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SpokenSentence:
    """A sentence and how it was said: samples [T] in [-1, 1]."""

    planned: PlannedSentence
    samples: Floats

    @classmethod
    def of(cls, sounding: SoundingSentence) -> "SpokenSentence":
        """Return a sentence once all of its sound is there."""
        return cls(sounding.planned, np.clip(np.concatenate([*sounding.pieces, np.zeros(0, np.float32)]), -1, 1))

    @property
    def utterance(self) -> Utterance:
        """Its words, phones and breaks."""
        return self.planned.utterance

    @property
    def words(self) -> tuple[TimedWord, ...]:
        """When each word and each of its phones is said, in seconds from the first sample."""
        return timed_sentence(self.planned).words

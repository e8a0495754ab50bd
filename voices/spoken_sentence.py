"""A sentence on its way to sound: how it will be said, and then its waveform."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.linguistic.segments import Segment
from frontend.utterance import Utterance
from voices.conditioning.prosody import Prosody
from voices.finish import Finish
from voices.timings.timed import TimedWord, timed_sentence
from voices.vocoders.autoregressive.generator import Generator

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class PlannedSentence:
    """Everything about a sentence but its samples.

    Attributes:
        row: its segments; `prosody.durations` counts the frames of each.
        mel: [F, bands], natural logarithms.
        features: [F, C], what the vocoder hears.
        speaker: index.
        seed, temperature: of the vocoder's draws.
        finish: what is done to the vocoder's waveform; `finish.ends` counts the samples to the end of each segment.
    """

    utterance: Utterance
    row: list[Segment]
    prosody: Prosody
    mel: Floats
    features: Floats
    speaker: int
    seed: int
    temperature: float
    vocoder: Generator
    finish: Finish
    sample_rate: int


@dataclass(frozen=True)
class SpokenSentence:
    """A sentence and how it was said: samples [T] in [-1, 1]."""

    planned: PlannedSentence
    samples: Floats

    @property
    def utterance(self) -> Utterance:
        """Its words, phones and breaks."""
        return self.planned.utterance

    @property
    def words(self) -> tuple[TimedWord, ...]:
        """When each word and each of its phones is said, in seconds from the first sample."""
        return timed_sentence(self.planned).words

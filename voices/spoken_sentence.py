"""A sentence on its way to sound: what its waveform is made of, and then the waveform."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.linguistic.segments import Segment
from frontend.utterance import Utterance
from voices.acoustic.model import Prosody
from voices.generator.generator import Sentence

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SentencePlan:
    """Everything about a sentence but its samples.

    Attributes:
        row: its segments; `prosody.durations` counts the frames of each.
        mel: [F, bands], natural logarithms.
        vocoder_input: what the vocoder makes the waveform of.
        temperature: of the vocoder's draws.
    """

    utterance: Utterance
    row: list[Segment]
    prosody: Prosody
    mel: Floats
    vocoder_input: Sentence
    temperature: float


@dataclass(frozen=True)
class SpokenSentence:
    """A sentence and how it was said: samples [T] in [-1, 1]."""

    plan: SentencePlan
    samples: Floats

"""How a sentence will be said, before there is sound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.linguistic.segments import Segment
from frontend.utterance import Utterance
from voices.conditioning.prosody import Prosody
from voices.speaking.finish import Finish
from voices.speaking.request import Request
from voices.vocoders.vocoder import Vocoder

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
        sample_rate: of the vocoder's waveform, Hz.
        request: what was wanted.
        rate: of the sound that is made of it, Hz: that of the voice that was asked for.
        rest: samples of silence after it, at `rate`.
        warnings: what of it cannot be said as it is meant, a line each.
    """

    utterance: Utterance
    row: list[Segment]
    prosody: Prosody
    mel: Floats
    features: Floats
    speaker: int
    seed: int
    temperature: float
    vocoder: Vocoder
    finish: Finish
    sample_rate: int
    request: Request
    rate: int
    rest: int
    warnings: tuple[str, ...] = ()

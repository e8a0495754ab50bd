"""What a vocoder is given to make one waveform of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class VocoderInput:
    """What a vocoder makes one waveform of.

    Attributes:
        noise: [T, 2], strictly between 0 and 1; T is the length of the waveform, whole frames where there are features.
        features: [F, C], or None in a network without local conditioning; the last frame lasts to the end.
        speaker: index, or None in a network without speakers.
        temperature: [F], of each frame's draws, or of all the same.
    """

    noise: Floats
    features: Floats | None = None
    speaker: int | None = None
    temperature: Floats | float = 1.0

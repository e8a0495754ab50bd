"""What an acoustic model learns from: an utterance whose segments have found their places in a recording."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class AlignedSpeech:
    """One utterance.

    Attributes:
        contexts: [N, C], of its segments, pauses as they were spoken.
        durations: [N], frames, at least one each; their sum is F.
        log_f0: [F], natural logarithm of Hz, any value where unvoiced.
        voiced: [F].
        mel: [F, bands].
        speaker: index.
        held_out: whether it is for validation only.
    """

    contexts: Floats
    durations: NDArray[np.int64]
    log_f0: Floats
    voiced: NDArray[np.bool_]
    mel: Floats
    speaker: int
    held_out: bool = False

    def __post_init__(self) -> None:
        frames = int(self.durations.sum())
        lengths = {len(self.log_f0), len(self.voiced), len(self.mel)}
        if len(self.durations) != len(self.contexts) or lengths != {frames} or self.durations.min() < 1:
            raise ValueError(f"{len(self.contexts)} segments of {frames} frames do not fit features of {lengths}")

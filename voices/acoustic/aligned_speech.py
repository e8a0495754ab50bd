"""What an acoustic model learns from: an utterance whose segments have found their places in a recording."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.acoustic.frames import between_voiced

Floats = NDArray[np.float32]
_SMALLEST_DEVIATION = 1e-3


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


@dataclass(frozen=True)
class Scales:
    """Means and standard deviations: of each mel band, and of each speaker's log F0 where voiced."""

    mel_mean: Floats
    mel_deviation: Floats
    pitch_mean: Floats
    pitch_deviation: Floats

    def pitch(self, log_f0: Floats, voiced: NDArray[np.bool_], speaker: int) -> Floats:
        """Return log F0 as it varies about the speaker's mean; unvoiced frames lie between their neighbours."""
        normalised = (log_f0 - self.pitch_mean[speaker]) / self.pitch_deviation[speaker]
        if not voiced.any():
            return np.zeros_like(normalised)
        return between_voiced(normalised, voiced)


def measure_scales(speech: Sequence[AlignedSpeech], speakers: int) -> Scales:
    """Return the scales of a corpus; a speaker without a voiced frame has those of all."""
    mel = np.concatenate([one.mel for one in speech])
    voiced = [one.log_f0[one.voiced] for one in speech]
    everyone = np.concatenate([*voiced, np.zeros(1, np.float32)])
    own = [
        np.concatenate([*(f0 for one, f0 in zip(speech, voiced, strict=True) if one.speaker == speaker), everyone[:0]])
        for speaker in range(speakers)
    ]
    pitches = [f0 if len(f0) else everyone for f0 in own]
    return Scales(
        mel.mean(0),
        np.maximum(mel.std(0), _SMALLEST_DEVIATION),
        np.array([f0.mean() for f0 in pitches], np.float32),
        np.array([max(float(f0.std()), _SMALLEST_DEVIATION) for f0 in pitches], np.float32),
    )

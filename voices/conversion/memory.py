"""What is remembered of a recording while it is listened to: what counted as speech, as loud as it was heard."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conversion.heard import SPEECH_NEPERS, loudest, spoken

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Stretch:
    """A part of a recording.

    Attributes:
        heard: cepstra [F, K].
        gain: that the recording had been amplified by; each stretch has its own, since its loudness is known ever
            better.
    """

    heard: Floats
    gain: float

    @property
    def unamplified(self) -> Floats:
        """The first cepstral coefficient [F, 1] that it has in the recording itself."""
        return self.heard[:, :1] - np.float32(np.log(self.gain))


def speech(memory: Sequence[Stretch], now: Stretch) -> Floats:
    """Return the cepstra [F, K] of the speech that is remembered, and that is heard now."""
    still = _still_speech(memory, now)
    return np.concatenate([*(stretch.heard for stretch in still), _spoken(still, now)])


def remembering(memory: Sequence[Stretch], now: Stretch, frames: int) -> list[Stretch]:
    """Return memory with the speech that is heard now: the last so many frames of it.

    Stretches that are no speech beside what is heard now stay in it: one knock at the microphone would wipe it out.
    """
    stretches = [*memory, Stretch(_spoken(_still_speech(memory, now), now), now.gain)]
    too_many = sum(len(stretch.heard) for stretch in stretches) - frames
    kept = []
    for stretch in stretches:
        kept.append(Stretch(stretch.heard[max(too_many, 0) :], stretch.gain))
        too_many -= len(stretch.heard)
    return [stretch for stretch in kept if len(stretch.heard)]


def _still_speech(memory: Sequence[Stretch], now: Stretch) -> list[Stretch]:
    """Without what seemed to be speech, amplified as it was, until something so much louder came: a room's noise."""
    loud = _loudest([stretch.unamplified for stretch in memory], now.unamplified)
    return [stretch for stretch in memory if loudest(stretch.unamplified) >= loud - SPEECH_NEPERS]


def _spoken(memory: Sequence[Stretch], now: Stretch) -> Floats:
    return spoken(now.heard, _loudest([stretch.heard for stretch in memory], now.heard))


def _loudest(remembered: Sequence[Floats], heard: Floats) -> float:
    return max(loudest(heard), loudest(np.concatenate(remembered)) if remembered else -np.inf)

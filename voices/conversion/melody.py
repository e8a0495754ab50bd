"""The pitch of a source, moved to where a target speaks."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError

Floats = NDArray[np.float32]

AUTO, KEEP = "auto", "keep"
PitchChange = str | float
"""`auto` moves mean and range to the target's, `keep` leaves the pitch as it is, a number is added in semitones."""

NARROWEST, WIDEST = 0.5, 2.0
"""Factor by which a range may be changed; a whisper or a song has none that means anything."""

USUAL_DEVIATION, USUAL_FRAMES = 0.2, 100
"""Of log F0 in usual speech, and how many frames of it are added to those heard: few frames have any range at all."""

MOST_SEMITONES = 36.0

_SEMITONE = math.log(2) / 12


class PitchChangeError(TtsError):
    """What should become of the pitch makes no sense."""


def pitch_change(text: str) -> PitchChange:
    """Return the change that a user's word or number is.

    Raises:
        PitchChangeError: it is none.
    """
    if text in (AUTO, KEEP):
        return text
    try:
        semitones = float(text)
    except ValueError:
        raise PitchChangeError(f"{text}: {AUTO}, {KEEP}, or a number of semitones") from None
    if not -MOST_SEMITONES <= semitones <= MOST_SEMITONES:
        raise PitchChangeError(f"{text}: at most {MOST_SEMITONES:g} semitones up or down")
    return semitones


@dataclass(frozen=True)
class Melody:
    """What is known of a voice's log F0 in ln Hz: from how many voiced frames, their sum and the sum of squares."""

    frames: int = 0
    total: float = 0.0
    squares: float = 0.0

    def heard(self, log_f0: Floats) -> "Melody":
        """Return what is known after voiced frames [F] more."""
        values = log_f0.astype(np.float64)
        return Melody(
            self.frames + len(values), self.total + float(values.sum()), self.squares + float((values**2).sum())
        )

    @property
    def mean(self) -> float:
        """The mean in ln Hz; of at least one frame."""
        return self.total / self.frames

    @property
    def deviation(self) -> float:
        """The standard deviation, that of usual speech where little was heard."""
        spread = max(self.squares - self.frames * self.mean**2, 0.0)
        return math.sqrt((spread + USUAL_FRAMES * USUAL_DEVIATION**2) / (self.frames + USUAL_FRAMES))


def moved(log_f0: Floats, source: Melody, change: PitchChange, mean: float, deviation: float) -> Floats:
    """Return log F0 [F] changed as is wanted.

    Args:
        source: whose it is.
        mean, deviation: of the target's log F0, in ln Hz.
    """
    if change == KEEP or source.frames == 0:
        return log_f0
    if isinstance(change, str):
        factor = float(np.clip(deviation / source.deviation, NARROWEST, WIDEST))
        return ((log_f0 - source.mean) * factor + mean).astype(np.float32)
    return (log_f0 + change * _SEMITONE).astype(np.float32)

"""What normalises a voice's spectra and melodies, so that models predict numbers about zero."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.frames import between_voiced

Floats = NDArray[np.float32]


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

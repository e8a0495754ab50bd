"""A sum of harmonics of a gliding pitch, in compiled code."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.compiled.kernel_cache import compiled

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

LOOP = "voices.vocoders.flows.harmonic_loop:add_harmonics"


@dataclass(frozen=True)
class HarmonicConstants:
    """What the loop is compiled for: samples of a frame."""

    hop: int

    @property
    def name(self) -> str:
        """It in one word."""
        return str(self.hop)


def harmonic_sum(hop: int, pitch_hz: Doubles, amplitudes: Doubles, rate_hz: int) -> Floats:
    """Return the sum of harmonics [T] of a pitch [T], with amplitudes [F, K] of the first K; T is F * hop."""
    phase = np.cumsum(pitch_hz / rate_hz) % 1.0 * 2 * np.pi
    samples = np.zeros(len(pitch_hz), np.float64)
    counts = np.where(amplitudes != 0, np.arange(1, amplitudes.shape[1] + 1), 0).max(1, initial=0).astype(np.int64)
    compiled(LOOP, HarmonicConstants(hop))(phase, np.ascontiguousarray(amplitudes), counts, samples)
    return samples.astype(np.float32)

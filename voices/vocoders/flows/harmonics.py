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


def glide_shares(each: int) -> Doubles:
    """Return how far each of the samples [each] after the middle of a frame is on its way to that of the next."""
    return (each // 2 + 0.5 + np.arange(each)) / each - 0.5


def harmonic_sum(hop: int, pitch_hz: Doubles, amplitudes: Doubles, rate_hz: int) -> Floats:
    """Return the sum of harmonics [T] of a pitch [T], with amplitudes [F, K] of the first K; T is F * hop."""
    turns = np.cumsum(pitch_hz / rate_hz)
    doubled = 2 * np.cos(2 * np.pi * (turns - np.floor(turns)))
    samples, (last, cosine) = np.zeros(len(pitch_hz)), np.empty((2, hop))
    counts = np.where(amplitudes != 0, np.arange(1, amplitudes.shape[1] + 1), 0).max(1, initial=0).astype(np.int64)
    run = compiled(LOOP, HarmonicConstants(hop))
    run(doubled, glide_shares(hop), np.ascontiguousarray(amplitudes), counts, last, cosine, samples)
    return samples.astype(np.float32)

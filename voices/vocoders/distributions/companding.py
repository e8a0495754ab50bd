"""Mu-law companding (ITU-T G.711; van den Oord et al. 2016, section 2.2)."""

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]


def mu_law_encode(waveform: Float32, levels: int) -> NDArray[np.int64]:
    """Quantise a waveform to codes 0 .. levels - 1 (f(x) of section 2.2).

    Args:
        waveform: any shape, in [-1, 1]; what lies outside is clipped.
        levels: even; code levels / 2 stands for silence.
    """
    mu = levels - 1
    clipped = np.clip(waveform, -1.0, 1.0).astype(np.float64)
    companded = np.sign(clipped) * np.log1p(mu * np.abs(clipped)) / np.log1p(mu)
    codes: NDArray[np.int64] = np.minimum(np.floor((companded + 1.0) * (levels / 2) + 0.5), mu).astype(np.int64)
    return codes


def mu_law_decode(codes: NDArray[np.integer], levels: int) -> Float32:
    """Return the waveform value that each code stands for; code levels / 2 is exactly 0."""
    mu = levels - 1
    companded = np.asarray(codes, np.float64) / (levels / 2) - 1.0
    waveform: Float32 = (np.sign(companded) * np.expm1(np.abs(companded) * np.log1p(mu)) / mu).astype(np.float32)
    return waveform

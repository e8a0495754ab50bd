"""Log-mel spectrograms (O'Shaughnessy's mel scale, triangular filters of equal height)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import Samples, frames
from frontend.features.mel_config import MelConfig


def log_mel(waveform: Samples, config: MelConfig) -> NDArray[np.float32]:
    """Return natural logarithms of band amplitudes.

    Args:
        waveform: [T] in [-1, 1].

    Returns:
        [F, bands], F = T // hop.
    """
    window = np.hanning(config.window + 1)[:-1].astype(np.float32)
    stretches = frames(waveform, config.window, config.hop) * window
    amplitude = np.abs(np.fft.rfft(stretches, config.transform_length)) / (window.sum() / 2)
    bands = amplitude @ mel_filters(config).T
    return np.asarray(np.log(np.maximum(bands, config.floor)), np.float32)


@lru_cache(maxsize=8)
def mel_filters(config: MelConfig) -> NDArray[np.float64]:
    """Return the weights of each Fourier bin in each band, [bands, transform_length / 2 + 1]."""
    edges = _hz(np.linspace(_mel(config.lowest_hz), _mel(config.highest_hz), config.bands + 2))
    bins = np.arange(config.transform_length // 2 + 1) * config.rate_hz / config.transform_length
    lower, centre, upper = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.minimum((bins - lower) / (centre - lower), (upper - bins) / (upper - centre))
    # A narrow band may lie between two bins: then it takes the nearest one, rather than nothing.
    nearest = np.abs(bins - centre).argmin(axis=1)
    weights = np.maximum(triangles, 0)
    empty = weights.sum(axis=1) == 0
    weights[empty, nearest[empty]] = 1
    return weights


def band_of(hz: float, config: MelConfig) -> float:
    """Return the place of a frequency among the bands, from 0 (the lowest) to their number (the highest)."""
    lowest, highest = _mel(config.lowest_hz), _mel(config.highest_hz)
    return config.bands * (_mel(hz) - lowest) / (highest - lowest)


@lru_cache(maxsize=8)
def band_middles(config: MelConfig) -> tuple[float, ...]:
    """Return the frequency in the middle of each band, in Hz: `band_of` gives its number and a half."""
    lowest, highest = _mel(config.lowest_hz), _mel(config.highest_hz)
    middles = lowest + (highest - lowest) * (np.arange(config.bands) + 0.5) / config.bands
    return tuple(float(hz) for hz in _hz(middles))


def _mel(hz: float) -> float:
    return float(2595 * np.log10(1 + hz / 700))


def _hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return 700 * (10 ** (mel / 2595) - 1)

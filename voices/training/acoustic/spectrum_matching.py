"""A spectral filter: the energy of each band of each frame is brought to what the vocoder was told to say.

A vocoder that draws sample by sample drifts: bands come out louder or softer than its conditioning asked for. Each
frame's spectrum is scaled, band by band, to the wanted one, and the frames are added up again (Griffin and Lim 1984,
Eq. 6, with the phases as they are). This suits spectra as crisp as recorded ones: smoothed ones would smooth the sound.
"""

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import frames
from frontend.features.mel import mel_filters
from frontend.features.mel_config import MelConfig

Floats = NDArray[np.float32]

LARGEST_CHANGE = 2.0
"""Nepers; 17 dB."""

ROUNDS = 8
"""Frames overlap, so that scaling one changes its neighbours: each round comes nearer."""


def match_spectrum(waveform: Floats, log_mel: Floats, config: MelConfig) -> Floats:
    """Return a waveform [T] whose log-mel spectrum is near `log_mel` [F, bands], F = T // hop."""
    window = np.hanning(config.window + 1)[:-1]
    filters = mel_filters(config)
    to_bins = filters / np.maximum(filters.sum(0), 1e-3)
    samples = waveform.astype(np.float64)
    for _ in range(ROUNDS):
        spectra = np.fft.rfft(
            frames(samples.astype(np.float32), config.window, config.hop) * window, config.transform_length
        )
        heard = np.log(np.maximum(np.abs(spectra) / (window.sum() / 2) @ filters.T, config.floor))
        change = np.clip(log_mel[: len(heard)] - heard, -LARGEST_CHANGE, LARGEST_CHANGE)
        samples = _overlapped(spectra * np.exp(change @ to_bins), window, config, len(samples))
    return samples.astype(np.float32)


def _overlapped(
    spectra: NDArray[np.complex128], window: NDArray[np.float64], config: MelConfig, length: int
) -> NDArray[np.float64]:
    """Add up windowed frames, weighted so that unchanged spectra give the waveform back."""
    pieces = np.fft.irfft(spectra, config.transform_length)[:, : config.window] * window
    total = np.zeros(len(pieces) * config.hop + config.window)
    weight = np.zeros_like(total)
    for number, piece in enumerate(pieces):
        place = slice(number * config.hop, number * config.hop + config.window)
        total[place] += piece
        weight[place] += window**2
    before = (config.window - config.hop) // 2
    return (total / np.maximum(weight, 1e-3))[before : before + length]

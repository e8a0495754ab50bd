"""What the aligner hears: mel cepstra and how they change, every 5 ms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import Samples
from frontend.features.mel import log_mel
from frontend.features.mel_config import MelConfig
from frontend.features.silence import speech_span

HOP_SECONDS, WINDOW_SECONDS = 0.005, 0.015
BANDS, CEPSTRA = 40, 13
HIGHEST_HZ = 8000.0
SLOPE_REACH = 4
"""Frames to each side over which the slope of a cepstrum is taken."""


@dataclass(frozen=True)
class Observation:
    """A recording as the aligner hears it.

    Attributes:
        features: log-mel, [F, BANDS].
        speech: the frames where speech begins and ends.
    """

    features: NDArray[np.float32]
    speech: tuple[int, int]


def observe(waveform: Samples, rate_hz: int) -> Observation:
    """Return the log-mel spectrum [F, BANDS] of a recording [T], and where in it there is speech."""
    hop = round(HOP_SECONDS * rate_hz)
    config = MelConfig(
        rate_hz=rate_hz,
        hop=hop,
        window=round(WINDOW_SECONDS * rate_hz),
        bands=BANDS,
        highest_hz=min(HIGHEST_HZ, rate_hz / 2),
    )
    start, end = speech_span(waveform, rate_hz)
    return Observation(log_mel(waveform, config), (start // hop, end // hop))


def normalised_cepstra(spectra: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Return one speaker's spectra as cepstra with slopes, [F, 2 * CEPSTRA], the speaker's mean and spread removed."""
    frames = np.concatenate(spectra)
    mean, spread = frames.mean(axis=0), np.maximum(frames.std(axis=0), 1e-3)
    return [_cepstra((spectrum - mean) / spread) for spectrum in spectra]


def _cepstra(log_mel_frames: NDArray[np.float32]) -> NDArray[np.float32]:
    cosines = np.cos(np.pi / BANDS * np.outer(np.arange(BANDS) + 0.5, np.arange(CEPSTRA)))
    cepstra = log_mel_frames @ cosines.astype(np.float32)
    return np.concatenate([cepstra, _slopes(cepstra)], axis=1)


def _slopes(cepstra: NDArray[np.float32]) -> NDArray[np.float32]:
    """Least-squares slopes over the neighbouring frames (Furui, 1986)."""
    padded = np.pad(cepstra, ((SLOPE_REACH, SLOPE_REACH), (0, 0)), mode="edge")
    count, reach = len(cepstra), range(1, SLOPE_REACH + 1)
    rise = sum(k * (padded[SLOPE_REACH + k :][:count] - padded[SLOPE_REACH - k :][:count]) for k in reach)
    return np.asarray(rise, np.float32) / np.float32(2 * sum(k * k for k in reach))

"""What the encoder hears of speech: smooth cepstra, with what is usual in the recording taken out.

A voice's average spectrum is mostly the speaker, the room and the microphone; a spectrum smoothed so far that it shows
no harmonics says little of the pitch. Both are lost here, before anything is learned.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SPEECH_NEPERS = 3.0
"""Frames whose mean log amplitude is no further below that of the loudest ones count as speech (26 dB)."""

LOUD_SHARE = 0.95
"""The quantile of the frames' levels that stands for the loudest ones."""

USUAL_FRAMES = 50.0
"""Frames of usual speech that are added to those measured, so that a few frames give no wild deviation."""

USUAL_DEVIATION = 1.1
"""Of coefficient k in that usual speech, times 1 / (1 + k / 2): about what ARCTIC has."""

USUAL_LEVEL = -5.5
"""The first coefficient, on average, of speech as loud as models are trained on."""


@dataclass(frozen=True)
class Surroundings:
    """What is usual in a recording: mean and deviation [K] of each cepstral coefficient while somebody speaks."""

    mean: Floats
    deviation: Floats


@lru_cache(maxsize=8)
def cosines(bands: int, coefficients: int) -> Floats:
    """Return the matrix [bands, K] that makes cepstra of log-mel spectra; the first is the mean of the bands."""
    waves = _waves(bands, coefficients)
    matrix: Floats = (waves * np.where(np.arange(coefficients) == 0, 1, 2) / bands).astype(np.float32)
    return matrix


@lru_cache(maxsize=8)
def curves(bands: int, coefficients: int) -> Floats:
    """Return the log-mel spectrum that each coefficient of a cepstrum stands for, [bands, K]: the other way round."""
    return _waves(bands, coefficients).astype(np.float32)


def _waves(bands: int, coefficients: int) -> NDArray[np.float64]:
    waves: NDArray[np.float64] = np.cos(
        np.pi / bands * (np.arange(bands) + 0.5)[:, None] * np.arange(coefficients)[None]
    )
    return waves


def cepstra(log_mel: Floats, coefficients: int) -> Floats:
    """Return the cepstra [F, K] of log-mel spectra [F, bands]."""
    found: Floats = log_mel @ cosines(log_mel.shape[1], coefficients)
    return found


def loudest(heard: Floats) -> float:
    """Return the level that the loudest of cepstra [F, K] have; F is at least 1."""
    return float(np.quantile(heard[:, 0], LOUD_SHARE))


def spoken(heard: Floats, loud: float) -> Floats:
    """Return those of cepstra [F, K] that count as speech where the loudest have this level."""
    return heard[heard[:, 0] >= loud - SPEECH_NEPERS]


def surroundings(heard: Floats) -> Surroundings:
    """Return what is usual in cepstra [F, K] of speech; F is at least 1."""
    mean = heard.mean(0)
    usual = usual_deviation(heard.shape[1]) ** 2
    variance = (((heard - mean) ** 2).sum(0) + USUAL_FRAMES * usual) / (len(heard) + USUAL_FRAMES)
    return Surroundings(mean, np.sqrt(variance).astype(np.float32))


def usual_surroundings(coefficients: int) -> Surroundings:
    """Return what is usual in levelled speech that nothing was heard of yet."""
    mean = np.zeros(coefficients, np.float32)
    mean[0] = USUAL_LEVEL
    return Surroundings(mean, usual_deviation(coefficients))


def usual_deviation(coefficients: int) -> Floats:
    """Return the deviation [K] of the cepstra of usual speech."""
    return (USUAL_DEVIATION / (1 + np.arange(coefficients) / 2)).astype(np.float32)


def normalised(heard: Floats, usual: Surroundings) -> Floats:
    """Return cepstra [F, K] about zero by what is usual around them."""
    return (heard - usual.mean) / usual.deviation


def by_code(frames: Floats, frames_per_code: int) -> Floats:
    """Return [F, C] as [N, frames_per_code * C], the last frame repeated to fill the last code."""
    missing = -len(frames) % frames_per_code
    whole = np.concatenate([frames, np.repeat(frames[-1:], missing, 0)]) if missing else frames
    return whole.reshape(-1, frames_per_code * frames.shape[1])

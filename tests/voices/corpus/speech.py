"""Signals for tests that stand for speech: loud, never silent, different for each seed."""

from pathlib import Path

import numpy as np
import soundfile


def voice_like(seconds: float, seed: int = 0, rate_hz: int = 16000) -> np.ndarray:
    """A buzz at a pitch of its own, in bursts as of syllables, peak 0.5."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    buzz = sum(np.sin(2 * np.pi * k * (100 + 10 * rng.random()) * time) / k for k in range(1, 8))
    bursts = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * time)
    signal = buzz * bursts + 0.01 * rng.standard_normal(len(time))
    return (0.5 * signal / np.abs(signal).max()).astype(np.float32)


def write_speech(path: Path, seconds: float = 2.0, seed: int = 0, rate_hz: int = 16000) -> Path:
    """Write such a signal, making the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, voice_like(seconds, seed, rate_hz), rate_hz)
    return path

"""Synthetic speech with the times at which its phones were really said."""

from dataclasses import dataclass

import numpy as np

from voices.corpus.alignment.transcript import Alignment


@dataclass(frozen=True)
class KnownSpeech:
    """A waveform [T] and its true alignment."""

    waveform: np.ndarray
    rate_hz: int
    truth: Alignment

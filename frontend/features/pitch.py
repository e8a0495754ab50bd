"""Fundamental frequency and voicing, frame by frame (SwiftF0; chosen by `benchmarks/pitch.py`)."""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from frontend.features.framing import Samples, frame_count

VOICED_CONFIDENCE = 0.5


class MissingTrackerError(TtsError):
    """The pitch tracker is not installed."""


@dataclass(frozen=True)
class Pitch:
    """Pitch of F frames.

    Attributes:
        hz: [F], float32; where a frame is unvoiced, a value in between its voiced neighbours, so that it can be
            interpolated; 0 everywhere when nothing is voiced.
        voiced: [F], bool.
    """

    hz: NDArray[np.float32]
    voiced: NDArray[np.bool_]


def measure_pitch(waveform: Samples, rate_hz: int, hop: int, lowest_hz: float, highest_hz: float) -> Pitch:
    """Return the pitch in the middle of each frame.

    Args:
        waveform: [T] in [-1, 1].
        lowest_hz, highest_hz: between which it is looked for.

    Raises:
        MissingTrackerError: swift-f0 is not installed.
    """
    count = frame_count(len(waveform), hop)
    if not count:
        return Pitch(np.zeros(0, np.float32), np.zeros(0, bool))
    found = _tracker().detect(waveform, rate_hz, lowest_hz, highest_hz)
    middles = (np.arange(count) + 0.5) * hop / rate_hz
    confidence = np.interp(middles, found.timestamps, found.confidence)
    voiced = found.confidence >= VOICED_CONFIDENCE
    if not voiced.any():
        return Pitch(np.zeros(count, np.float32), np.zeros(count, bool))
    # Only voiced frames take part: between them the logarithm of the pitch runs straight.
    log_hz = np.interp(middles, found.timestamps[voiced], np.log(found.pitch_hz[voiced]))
    return Pitch(np.exp(log_hz).astype(np.float32), confidence >= VOICED_CONFIDENCE)


@lru_cache(maxsize=1)
def _tracker() -> Any:
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # or ONNX Runtime, from 1.31 on, tells Microsoft that it runs
    try:
        from swift_f0 import SwiftF0
    except ImportError:
        raise MissingTrackerError("measuring pitch needs swift-f0: pip install 'tts-cli[convert]'") from None
    return SwiftF0(threads=1, spin=False)  # utterances run in parallel, not one utterance's sums

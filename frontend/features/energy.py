"""How loud each frame is."""

import numpy as np
from numpy.typing import NDArray

from frontend.features.framing import Samples, frames

SILENCE_DB = -100.0


def energy_db(waveform: Samples, hop: int, window: int) -> NDArray[np.float32]:
    """Return the mean power around each frame in dB, 0 dB a full-scale square wave, at least `SILENCE_DB`.

    Args:
        waveform: [T].

    Returns:
        [F].
    """
    power = np.square(frames(waveform, window, hop), dtype=np.float32).mean(axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (SILENCE_DB / 10))), np.float32)

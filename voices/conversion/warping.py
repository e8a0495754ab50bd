"""Spectra as of a longer or a shorter vocal tract."""

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel import band_middles, band_of
from frontend.features.mel_config import MelConfig

Floats = NDArray[np.float32]


def warped(log_mel: Floats, factor: float | Floats, mel: MelConfig) -> Floats:
    """Return a spectrum [F, bands] with every frequency multiplied by `factor`; beyond its ends they are repeated.

    Args:
        factor: one, or [bands] for each band of what is returned.
    """
    bands = log_mel.shape[1]
    middles = np.array([band_of(hz, mel) for hz in np.array(band_middles(mel)) / factor]) - 0.5
    places = np.clip(middles, 0, bands - 1)
    below = np.minimum(places.astype(np.int64), bands - 2)
    share = (places - below).astype(np.float32)
    stretched: Floats = log_mel[:, below] * (1 - share) + log_mel[:, below + 1] * share
    return stretched

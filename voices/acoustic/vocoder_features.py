"""What a vocoder is given of each frame: the log-mel spectrum, log F0 and voicing, as numbers about zero."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PITCH_CHANNELS = 2
"""Added to the mel bands."""

MIDDLE_LOG_MEL, LOG_MEL_DEVIATION = -6.0, 1.7
"""Of levelled speech: nearly every band of every voice has about zero mean and unit variance then."""

MIDDLE_LOG_HZ, LOG_HZ_DEVIATION = float(np.log(160.0)), 0.35
"""Between the voices of men and women."""


def vocoder_features(log_mel: Floats, log_f0: Floats, voiced: NDArray[np.bool_]) -> Floats:
    """Return the local conditioning of a vocoder.

    The spectrum alone shows the harmonics of low voices blurred; with F0 beside it the network need not guess.

    Args:
        log_mel: [F, bands], natural logarithms.
        log_f0: [F], ln Hz; unvoiced frames are given what lies between their voiced neighbours.
        voiced: [F].

    Returns:
        [F, bands + PITCH_CHANNELS].
    """
    mel = (log_mel - MIDDLE_LOG_MEL) / LOG_MEL_DEVIATION
    pitch = (between_voiced(log_f0, voiced) - MIDDLE_LOG_HZ) / LOG_HZ_DEVIATION if voiced.any() else 0 * log_f0
    return np.concatenate([mel, pitch[:, None], voiced[:, None]], axis=1, dtype=np.float32)


def between_voiced(values: Floats, voiced: NDArray[np.bool_]) -> Floats:
    """Return `values` [F] with those of unvoiced frames interpolated from voiced ones, of which there must be one."""
    frames = np.arange(len(voiced))
    between: Floats = np.interp(frames, frames[voiced], values[voiced]).astype(np.float32)
    return between

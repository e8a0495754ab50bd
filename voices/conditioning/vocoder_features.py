"""The parts of which a vocoder's features are made, as numbers about zero."""

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.frames import between_voiced
from voices.conditioning.prosody import Prosody

Floats = NDArray[np.float32]

PITCH_CHANNELS = 2
"""log F0 and voicing, the last of every frame."""


def scaled_mel(log_mel: Floats, config: FeatureConfig) -> Floats:
    """Return a log-mel spectrum [F, bands] with nearly every band about zero."""
    return (log_mel - config.middle_log_mel) / config.log_mel_deviation


def with_pitch(heard: Floats, prosody: Prosody, config: FeatureConfig) -> Floats:
    """Return `heard` [F, C] with log F0 about zero, interpolated where it is unvoiced, and voicing after it."""
    pitch = np.zeros_like(prosody.log_f0)
    if prosody.voiced.any():
        between = between_voiced(prosody.log_f0, prosody.voiced)
        pitch = (between - config.middle_log_hz) / config.log_pitch_deviation
    return np.concatenate([heard, pitch[:, None], prosody.voiced[:, None]], axis=1, dtype=np.float32)


def voiced_in(features: Floats) -> NDArray[np.bool_]:
    """Return the voicing [F] that `with_pitch` put into features [F, C]."""
    voiced: NDArray[np.bool_] = features[:, -1] > 0.5
    return voiced

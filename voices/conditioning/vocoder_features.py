"""What a vocoder hears of each frame: a spectrum or the phone's contexts, log F0 and voicing, as numbers about zero."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.frames import POSITION_CHANNELS, between_voiced, frame_inputs
from voices.conditioning.prosody import Prosody

Floats = NDArray[np.float32]

CONDITIONINGS = ("acoustic", "linguistic")

PITCH_CHANNELS = 2
"""log F0 and voicing, after what the conditioning is named for."""


def vocoder_features(
    conditioning: str, contexts: Floats, prosody: Prosody, log_mel: Floats, config: FeatureConfig
) -> Floats:
    """Return the local conditioning of a vocoder, of either kind.

    `acoustic` is the log-mel spectrum: it shows the harmonics of low voices blurred, and with F0 beside it the network
    need not guess. `linguistic` is the contexts of each frame's phone (van den Oord et al. 2016, section 3.2).

    Args:
        contexts: [N, C], of the segments.
        log_mel: [F, bands], natural logarithms.
        config: whose scales bring everything about zero.

    Returns:
        [F, C], the width as `vocoder_channels` says.
    """
    if conditioning == "acoustic":
        heard = (log_mel - config.middle_log_mel) / config.log_mel_deviation
    else:
        heard = frame_inputs(contexts, prosody.durations)
    pitch = np.zeros_like(prosody.log_f0)
    if prosody.voiced.any():
        between = between_voiced(prosody.log_f0, prosody.voiced)
        pitch = (between - config.middle_log_hz) / config.log_pitch_deviation
    return np.concatenate([heard, pitch[:, None], prosody.voiced[:, None]], axis=1, dtype=np.float32)


def vocoder_channels(conditioning: str, contexts: int, mel_bands: int) -> int:
    """Return the width of `vocoder_features` made of contexts and spectra so wide."""
    return PITCH_CHANNELS + (mel_bands if conditioning == "acoustic" else contexts + POSITION_CHANNELS)


@dataclass(frozen=True)
class HeardSpeech:
    """What `acoustic` features say: log-mel spectrum [F, bands], log F0 [F] in ln Hz, voicing [F]."""

    log_mel: Floats
    log_f0: Floats
    voiced: NDArray[np.bool_]


def heard_speech(features: Floats, config: FeatureConfig) -> HeardSpeech:
    """Return the spectrum and the pitch that `acoustic` features [F, C] were made of."""
    return HeardSpeech(
        features[:, :-PITCH_CHANNELS] * config.log_mel_deviation + config.middle_log_mel,
        features[:, -2] * config.log_pitch_deviation + config.middle_log_hz,
        features[:, -1] > 0.5,
    )

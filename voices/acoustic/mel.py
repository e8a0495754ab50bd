"""The spectrum of an utterance whose prosody is known."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.frames import frame_inputs
from voices.conditioning.prosody import Prosody
from voices.predictor.config import PredictorConfig
from voices.predictor.inference import predict
from voices.prosody.scales import Scales

Floats = NDArray[np.float32]


def predict_mel(
    config: PredictorConfig,
    weights: Mapping[str, Floats],
    scales: Scales,
    contexts: Floats,
    prosody: Prosody,
    speaker: int,
) -> Floats:
    """Predict the log-mel spectrogram [F, bands] of segments of contexts [N, C], said so."""
    pitch = scales.pitch(prosody.log_f0, prosody.voiced, speaker)
    frames = frame_inputs(contexts, prosody.durations)
    heard = np.concatenate([frames, pitch[:, None], prosody.voiced[:, None]], axis=1, dtype=np.float32)
    mel: Floats = predict(config, weights, heard, speaker) * scales.mel_deviation + scales.mel_mean
    return mel

"""The melody of an utterance whose durations are known."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.frames import frame_inputs
from voices.conditioning.prosody import Prosody
from voices.predictor.config import PredictorConfig
from voices.predictor.inference import predict
from voices.prosody.scales import Scales

Floats = NDArray[np.float32]
_SEMITONE = np.log(2) / 12


def predict_pitch(
    config: PredictorConfig,
    weights: Mapping[str, Floats],
    scales: Scales,
    contexts: Floats,
    durations: NDArray[np.int64],
    speaker: int,
    semitones: float = 0.0,
) -> Prosody:
    """Predict pitch and voicing of each frame.

    Args:
        contexts: [N, C].
        durations: [N], frames.
        semitones: added to the pitch.
    """
    pitch, voicing = predict(config, weights, frame_inputs(contexts, durations), speaker).T
    log_f0 = pitch * scales.pitch_deviation[speaker] + scales.pitch_mean[speaker]
    return Prosody(durations, (log_f0 + semitones * _SEMITONE).astype(np.float32), voicing > 0)

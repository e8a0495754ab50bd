"""How long each segment lasts."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.predictor.config import PredictorConfig
from voices.predictor.inference import predict

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def predict_durations(config: PredictorConfig, weights: Mapping[str, Floats], contexts: Floats, speaker: int) -> Floats:
    """Predict how long each segment lasts, [N], in frames and parts of them, from contexts [N, C]."""
    durations: Floats = np.exp(predict(config, weights, contexts, speaker)[:, 0])
    return durations


def whole_frames(durations: NDArray[np.floating]) -> Integers:
    """Round durations to whole frames, at least one each, so that no error adds up along the sentence.

    Args:
        durations: [N], frames.
    """
    at_least_one = np.maximum(durations, 1.0).astype(np.float64)
    ends = np.round(np.cumsum(at_least_one)).astype(np.int64)
    whole: Integers = np.diff(ends, prepend=0)
    return np.maximum(whole, 1)

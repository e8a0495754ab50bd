"""How near an acoustic model comes to held-out recordings, in the figures the literature reports."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.acoustic.model import AcousticModel
from voices.corpus.utterances.aligned_speech import AlignedSpeech


@dataclass(frozen=True)
class ProsodyErrors:
    """Errors over all held-out segments (durations) and frames (pitch, given the true durations).

    Attributes:
        duration_rmse, duration_correlation: of phones and pauses, frames.
        f0_rmse_hz, f0_correlation: where recording and prediction are voiced.
        voicing_error: share of frames.
    """

    duration_rmse: float
    duration_correlation: float
    f0_rmse_hz: float
    f0_correlation: float
    voicing_error: float


def prosody_errors(model: AcousticModel, speech: Sequence[AlignedSpeech]) -> ProsodyErrors:
    """Compare predictions with utterances, which should be held out."""
    durations, pitches, mistaken = [], [], []
    for one in speech:
        said = model.prosody(one.contexts, one.speaker)
        durations.append(np.stack([one.durations, said.durations]))
        timed = model.pitch(one.contexts, one.durations, one.speaker)
        both = one.voiced & timed.voiced
        pitches.append(np.exp(np.stack([one.log_f0[both], timed.log_f0[both]])))
        mistaken.append(one.voiced != timed.voiced)
    true, predicted = np.concatenate(durations, 1)
    true_hz, predicted_hz = np.concatenate(pitches, 1)
    return ProsodyErrors(
        _rmse(true, predicted),
        _correlation(true, predicted),
        _rmse(true_hz, predicted_hz),
        _correlation(true_hz, predicted_hz),
        float(np.concatenate(mistaken).mean()),
    )


def _rmse(true: NDArray[np.generic], predicted: NDArray[np.generic]) -> float:
    if not len(true):
        return 0.0
    return float(np.sqrt(np.mean((true.astype(float) - predicted.astype(float)) ** 2)))


def _correlation(true: NDArray[np.generic], predicted: NDArray[np.generic]) -> float:
    if len(true) < 2 or np.ptp(true.astype(float)) == 0 or np.ptp(predicted.astype(float)) == 0:
        return 0.0
    return float(np.corrcoef(true.astype(float), predicted.astype(float))[0, 1])

"""An acoustic model at work, in numpy: contexts to durations, pitch and mel."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike, NDArray

from voices.acoustic.config import PREDICTORS, AcousticConfig, expected_shapes
from voices.acoustic.mel import predict_mel
from voices.conditioning.prosody import Prosody
from voices.files.configuration import from_mapping, to_mapping
from voices.files.weights_file import check_shapes, read_weights, write_weights
from voices.predictor.config import PredictorConfig
from voices.predictor.inference import weights_of
from voices.prosody.durations import predict_durations, whole_frames
from voices.prosody.pitch import predict_pitch
from voices.prosody.scales import Scales

Floats = NDArray[np.float32]
KIND = "acoustic"
_SCALES = ("mel_mean", "mel_deviation", "pitch_mean", "pitch_deviation")


class AcousticModel:
    """The predictors with their weights, and the scales of what they predict."""

    def __init__(self, config: AcousticConfig, weights: Mapping[str, Floats]) -> None:
        self.config = config
        self.scales = Scales(*(weights[name] for name in _SCALES))
        self._weights = {name: weights_of(name, weights) for name in PREDICTORS}

    def prosody(self, contexts: Floats, speaker: int, speed: float = 1.0, semitones: float = 0.0) -> Prosody:
        """Predict how an utterance is said.

        Args:
            contexts: [N, C].
            speed: above 1 is faster.
            semitones: added to the pitch.
        """
        durations = whole_frames(self.durations(contexts, speaker, speed))
        return self.pitch(contexts, durations, speaker, semitones)

    def durations(
        self,
        contexts: Floats,
        speaker: int,
        speed: Sequence[float] | NDArray[np.float64] | float = 1.0,
        known: Mapping[int, float] | None = None,
    ) -> NDArray[np.float64]:
        """Predict how long each segment lasts, [N], in frames and parts of them.

        Args:
            speed: of each segment, [N], or of all; above 1 is faster.
            known: durations of segments, by their place, that are not to be predicted.
        """
        durations = predict_durations(*self._predictor("duration"), contexts, speaker) / np.asarray(speed, np.float64)
        for place, frames in (known or {}).items():
            durations[place] = frames
        return durations

    def pitch(self, contexts: Floats, durations: NDArray[np.int64], speaker: int, semitones: float = 0.0) -> Prosody:
        """Predict the pitch of an utterance whose durations are known."""
        return predict_pitch(*self._predictor("pitch"), self.scales, contexts, durations, speaker, semitones)

    def mel(self, contexts: Floats, prosody: Prosody, speaker: int) -> Floats:
        """Predict the log-mel spectrogram [F, bands] of an utterance said so."""
        return predict_mel(*self._predictor("mel"), self.scales, contexts, prosody, speaker)

    def _predictor(self, name: str) -> tuple[PredictorConfig, Mapping[str, Floats]]:
        return self.config.predictor(name), self._weights[name]


def save_acoustic_model(
    path: Path,
    config: AcousticConfig,
    scales: Scales,
    predictors: Mapping[str, Floats],
    precision: DTypeLike = np.float32,
) -> None:
    """Write a model to a file, atomically; `predictors` are arrays named `duration.input.weight` and so on."""
    weights = {**predictors, **{name: getattr(scales, name) for name in _SCALES}}
    write_weights(path, KIND, to_mapping(config), weights, precision)


def load_acoustic_model(path: Path) -> AcousticModel:
    """Read a model.

    Raises:
        BadWeightsError: the file is missing, damaged or not of an acoustic model.
        ConfigError: its config has a wrong setting.
    """
    settings, weights = read_weights(path, KIND)
    config = from_mapping(AcousticConfig, settings, f"{path}: {KIND} config")
    check_shapes(path, expected_shapes(config), weights)
    return AcousticModel(config, weights)

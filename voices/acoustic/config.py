"""Shape of an acoustic model."""

from dataclasses import dataclass

from voices.conditioning.frames import POSITION_CHANNELS
from voices.files.configuration import require
from voices.predictor import config as predictor
from voices.predictor.config import PredictorConfig

PREDICTORS = ("duration", "pitch", "mel")
PITCH_OUTPUTS = 2
"""Channels of the pitch predictor: normalised log F0, and the logit of being voiced."""


@dataclass(frozen=True)
class AcousticConfig:
    """Three predictors: segments to durations, frames to pitch, frames with pitch to mel.

    Attributes:
        contexts: channels of the linguistic contexts.
        speakers: rows of the speaker embeddings, at least 1.
        mel_bands: bands of the mel spectrogram.
        hidden, layers: of the pitch and mel predictors; the duration predictor has half as many layers.
    """

    contexts: int
    speakers: int
    mel_bands: int = 80
    hidden: int = 192
    layers: int = 6
    kernel_size: int = 5
    dropout: float = 0.1

    def __post_init__(self) -> None:
        for name in ("contexts", "speakers", "mel_bands", "hidden", "layers"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")

    def predictor(self, name: str) -> PredictorConfig:
        """Return the shape of one of `PREDICTORS`."""
        frames = self.contexts + POSITION_CHANNELS
        inputs = {"duration": self.contexts, "pitch": frames, "mel": frames + PITCH_OUTPUTS}[name]
        outputs = {"duration": 1, "pitch": PITCH_OUTPUTS, "mel": self.mel_bands}[name]
        layers = max(1, self.layers // 2) if name == "duration" else self.layers
        return PredictorConfig(inputs, outputs, self.hidden, layers, self.kernel_size, self.speakers, self.dropout)


def expected_shapes(config: AcousticConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of a weights file: the predictors' and the scales of what they predict."""
    shapes: dict[str, tuple[int, ...]] = {
        "mel_mean": (config.mel_bands,),
        "mel_deviation": (config.mel_bands,),
        "pitch_mean": (config.speakers,),
        "pitch_deviation": (config.speakers,),
    }
    for name in PREDICTORS:
        own = predictor.expected_shapes(config.predictor(name))
        shapes |= {f"{name}.{array}": shape for array, shape in own.items()}
    return shapes

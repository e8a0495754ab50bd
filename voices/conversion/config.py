"""Shape of a conversion model."""

from dataclasses import dataclass, field

from voices.conditioning.feature_config import FeatureConfig
from voices.conditioning.vocoder_features import PITCH_CHANNELS
from voices.files.configuration import require
from voices.predictor import config as predictor
from voices.predictor.config import PredictorConfig

USUAL = ("usual.mean", "usual.deviation")
"""The arrays of what is usual in each speaker's cepstra, [speakers, coefficients]."""


@dataclass(frozen=True)
class ConversionConfig:
    """Encoder, codebooks and decoder (van den Oord et al. 2017), all at the rate of the codes.

    Attributes:
        speakers: names, in the order of the decoder's embeddings.
        features: how spectra and pitch are measured.
        coefficients: of the cepstrum the encoder hears; so few that the harmonics of the voice are smoothed away.
        frames_per_code: frames of the spectrum for which one code of each codebook stands.
        codebooks: how many; a step is told by one code of each (product quantisation).
        codes: in each codebook.
        code_width: channels of a code's vector.
        detail_width: channels, in [-1, 1], of what the codes leave out: conversion hears them, too.
        source_share: of what the decoder smooths away that is put back from the source; see `clarity`.
        hidden, layers, kernel_size: of encoder and decoder alike.
        encoder_dropout, dropout: share of hidden values of the encoder, and of the decoder, left out in training.
    """

    speakers: tuple[str, ...]
    features: FeatureConfig = field(default_factory=FeatureConfig)
    coefficients: int = 20
    frames_per_code: int = 2
    codebooks: int = 2
    codes: int = 256
    code_width: int = 32
    detail_width: int = 0
    source_share: float = 0.0
    hidden: int = 192
    layers: int = 6
    kernel_size: int = 3
    encoder_dropout: float = 0.0
    dropout: float = 0.0

    def __post_init__(self) -> None:
        for name in ("coefficients", "frames_per_code", "codebooks", "code_width", "hidden", "layers"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        require(2 <= self.codes <= 65536, f"codes is {self.codes}, but must be 2 to 65536")
        require(self.detail_width >= 0, f"detail_width is {self.detail_width}, but must not be negative")
        require(0 <= self.source_share <= 1, f"source_share is {self.source_share}, but must be in [0, 1]")
        bands = self.features.bands
        require(self.coefficients <= bands, f"coefficients is {self.coefficients}, but there are only {bands} bands")
        require(len(set(self.speakers)) == len(self.speakers) > 0, "speakers must be different names, at least one")

    @property
    def vector_width(self) -> int:
        """Channels of the vectors of a step's codes."""
        return self.codebooks * self.code_width

    @property
    def encoder(self) -> PredictorConfig:
        """Cepstra of a code's frames to its latent vector, and the details after it."""
        inputs, outputs = self.frames_per_code * self.coefficients, self.vector_width + self.detail_width
        return PredictorConfig(inputs, outputs, self.hidden, self.layers, self.kernel_size, 0, self.encoder_dropout)

    @property
    def decoder(self) -> PredictorConfig:
        """Vectors of a step's codes, the pitch of its frames, and details, or zeros for none, to their spectrum."""
        inputs = self.vector_width + self.frames_per_code * PITCH_CHANNELS + self.detail_width
        outputs = self.frames_per_code * self.features.bands
        speakers = len(self.speakers)
        return PredictorConfig(inputs, outputs, self.hidden, self.layers, self.kernel_size, speakers, self.dropout)

    @property
    def codes_per_second(self) -> float:
        """Steps a second; each has one code of every codebook."""
        return 1 / (self.frames_per_code * self.features.frame_seconds)

    @property
    def context_frames(self) -> int:
        """Frames on each side that can influence what is decoded of a frame."""
        return (self.encoder.context + self.decoder.context + 1) * self.frames_per_code


def expected_shapes(config: ConversionConfig) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of a weights file."""
    shapes: dict[str, tuple[int, ...]] = {"codebooks": (config.codebooks, config.codes, config.code_width)}
    if config.source_share:
        shapes |= dict.fromkeys(USUAL, (len(config.speakers), config.coefficients))
    for name in ("encoder", "decoder"):
        own = predictor.expected_shapes(getattr(config, name))
        shapes |= {f"{name}.{array}": shape for array, shape in own.items()}
    return shapes

"""How recordings are made into training data; whatever is set here is part of what the cache is keyed by."""

from dataclasses import dataclass, field

from frontend.features.mel import MelConfig
from voices.corpus.alignment.aligner import AlignerConfig

FEATURES_VERSION = 1
"""Raise it when the same recording and settings would give other features than before."""


@dataclass(frozen=True)
class FeaturesConfig:
    """What is measured of a recording by itself.

    Attributes:
        mel: also sets the sample rate and the hop of all features.
        loudness_lufs: where recordings are levelled to.
        keep_before_seconds, keep_after_seconds: silence left around the speech; the aligner measures it as pauses.
    """

    mel: MelConfig = field(default_factory=MelConfig)
    loudness_lufs: float = -23.0
    keep_before_seconds: float = 0.1
    keep_after_seconds: float = 0.25
    version: int = FEATURES_VERSION


@dataclass(frozen=True)
class PrepareConfig:
    """Everything `prepare` can be told.

    Attributes:
        language: espeak's name of the language of the texts.
    """

    features: FeaturesConfig = field(default_factory=FeaturesConfig)
    aligner: AlignerConfig = field(default_factory=AlignerConfig)
    language: str = "en-us"

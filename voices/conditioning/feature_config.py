"""How the speech of a voice is measured: one set of numbers, stated by prepared corpora, packed data and voices."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from frontend.features.mel_config import MelConfig
from voices.files.configuration import require, require_stated

FEATURES_VERSION = 1
"""Raise it when the same recording and settings would give other features than before."""

LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 4000, 192000

HIGHEST_HZ = 12000.0
"""Of the spectra of new voices, where their sample rate holds so much."""


@dataclass(frozen=True)
class FeatureConfig(MelConfig):
    """Spectrum and pitch of each frame, and how models are told of them.

    Attributes:
        lowest_pitch_hz, highest_pitch_hz: between which pitch is looked for.
        middle_log_mel, log_mel_deviation: of levelled speech; taken out, nearly every band of every voice has about
            zero mean and unit variance.
        middle_pitch_hz: between the voices of men and women.
        log_pitch_deviation: of the natural logarithm of the pitch.
        version: of the measuring itself.
    """

    lowest_pitch_hz: float = 50.0
    highest_pitch_hz: float = 600.0
    middle_log_mel: float = -6.0
    log_mel_deviation: float = 1.7
    middle_pitch_hz: float = 160.0
    log_pitch_deviation: float = 0.35
    version: int = FEATURES_VERSION

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the settings, all of which must be there."""
        require_stated(values, [field.name for field in fields(cls)])
        return values

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            self.version == FEATURES_VERSION,
            f"features are of version {self.version}; this program measures version {FEATURES_VERSION}",
        )
        require(
            LOWEST_RATE_HZ <= self.rate_hz <= HIGHEST_RATE_HZ,
            f"rate_hz is {self.rate_hz}, but must be {LOWEST_RATE_HZ} to {HIGHEST_RATE_HZ}",
        )
        require(
            max(self.hop, self.window) <= self.rate_hz,
            f"hop is {self.hop} and window {self.window} samples, but neither may be longer than a second",
        )
        require(self.bands <= 1024, f"bands is {self.bands}, but must be at most 1024")
        require(
            0 < self.lowest_pitch_hz < self.highest_pitch_hz <= self.rate_hz / 2,
            f"pitch from {self.lowest_pitch_hz:g} to {self.highest_pitch_hz:g} Hz is none to look for",
        )
        scales = (self.log_mel_deviation, self.middle_pitch_hz, self.log_pitch_deviation)
        require(
            min(scales) > 0 and all(map(math.isfinite, (self.middle_log_mel, *scales))),
            "log_mel_deviation, middle_pitch_hz and log_pitch_deviation must be positive",
        )

    @property
    def middle_log_hz(self) -> float:
        """The middle pitch in ln Hz."""
        return math.log(self.middle_pitch_hz)


def voice_features(rate_hz: int) -> FeatureConfig:
    """Return how the speech of a new voice is measured: frames of 10 ms, windows of 40 ms, up to 12 kHz.

    A frame is a multiple of 4 samples (at 44,100 Hz 440 of them), so that it is whole steps of a multi-band vocoder.
    """
    hop, window = 4 * round(rate_hz / 400), rate_hz // 25
    return FeatureConfig(rate_hz=rate_hz, hop=hop, window=window, highest_hz=min(HIGHEST_HZ, rate_hz / 2))


def unstated_features(rate_hz: int) -> FeatureConfig:
    """Return how speech was measured where nothing says how: files of before there was a `FeatureConfig`."""
    return replace(voice_features(rate_hz), highest_hz=min(8000.0, rate_hz / 2))

"""How recordings are made into training data; a prepared folder says it of itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from frontend.features.mel_config import MelConfig
from voices.conditioning.feature_config import FeatureConfig
from voices.corpus.alignment.aligner import AlignerConfig
from voices.files.configuration import require_stated

_ALWAYS_SO = {"lowest_pitch_hz": 50.0, "highest_pitch_hz": 600.0}
"""Before they could be set: where they are so still, recordings measured then need not be measured again."""


@dataclass(frozen=True)
class MeasurementConfig:
    """What is measured of a recording by itself.

    Attributes:
        loudness_lufs: where recordings are levelled to.
        keep_before_seconds, keep_after_seconds: silence left around the speech; the aligner measures it as pauses.
    """

    features: FeatureConfig = field(default_factory=FeatureConfig)
    loudness_lufs: float = -23.0
    keep_before_seconds: float = 0.1
    keep_after_seconds: float = 0.25

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the settings, among which must be the features."""
        require_stated(values, ["features"])
        return values

    @property
    def key(self) -> dict[str, Any]:
        """All that the measured values depend on; how they are normalised later is not among it."""
        features = asdict(self.features)
        own = {name: value for name, value in asdict(self).items() if name != "features"}
        changed = {name: features[name] for name, usual in _ALWAYS_SO.items() if features[name] != usual}
        mel = {one.name: features[one.name] for one in fields(MelConfig)}
        return {"mel": mel, **own, "version": self.features.version, **changed}


@dataclass(frozen=True)
class PrepareConfig:
    """Everything `prepare` can be told.

    Attributes:
        language: espeak's name of the language of the texts.
    """

    measurement: MeasurementConfig = field(default_factory=MeasurementConfig)
    aligner: AlignerConfig = field(default_factory=AlignerConfig)
    language: str = "en-us"

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the settings, among which must be what was measured."""
        require_stated(values, ["measurement"])
        return values

    @property
    def features(self) -> FeatureConfig:
        """Spectrum and pitch of each frame."""
        return self.measurement.features

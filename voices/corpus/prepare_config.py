"""How recordings are made into training data; a prepared folder says it of itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from frontend.features.mel_config import MelConfig
from voices.conditioning.feature_config import FeatureConfig, features_from_mapping
from voices.corpus.alignment.aligner import AlignerConfig
from voices.files.configuration import ConfigError, from_mapping

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

    @property
    def features(self) -> FeatureConfig:
        """Spectrum and pitch of each frame."""
        return self.measurement.features


def prepare_config_from_mapping(values: object, where: str) -> PrepareConfig:
    """Return the settings that `asdict` made a mapping of, which has been through a file since.

    Raises:
        ConfigError: they are not as they must be.
    """
    settings = _mapping(values, where)
    measurement = _mapping(settings.pop("measurement", None), f"{where}: measurement")
    features = features_from_mapping(measurement.pop("features", None), f"{where}: features")
    measured = from_mapping(MeasurementConfig, {**measurement, "features": features}, f"{where}: measurement")
    aligner = _mapping(settings.pop("aligner", None), f"{where}: aligner")
    aligned = from_mapping(AlignerConfig, aligner, f"{where}: aligner")
    return from_mapping(PrepareConfig, {**settings, "measurement": measured, "aligner": aligned}, where)


def _mapping(values: object, where: str) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        raise ConfigError(f"{where} must hold settings of its own")
    return dict(values)

"""What is trained for a voice, and how long: the models' recipes under one name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from voices.conditioning.conditioning import Acoustic, Conditioning
from voices.files.configuration import ConfigError, from_mapping, require
from voices.files.yaml_file import YamlError, read_yaml
from voices.training.acoustic.training import AcousticRecipe
from voices.training.loop.config import TrainingConfig
from voices.training.parallel.distillation import DistillationRecipe
from voices.training.wavenet.recipe import WaveNetRecipe

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class VoiceRecipe:
    """How a voice is trained.

    Attributes:
        conditioning: what the vocoder hears; of a kind that needs no texts, there is only the vocoder.
        minutes: of training, all models together.
        acoustic_share: how much of that is for the acoustic model.
        student: how flows are taught by the vocoder afterwards, in minutes of their own; None for no flows.
    """

    conditioning: Conditioning = field(default_factory=Acoustic)
    minutes: float = 480.0
    acoustic_share: float = 0.15
    acoustic: AcousticRecipe = field(default_factory=AcousticRecipe)
    vocoder: WaveNetRecipe = field(default_factory=WaveNetRecipe)
    student: DistillationRecipe | None = None

    def __post_init__(self) -> None:
        require(self.minutes > 0, f"minutes is {self.minutes:g}, but must be positive")
        require(0 < self.acoustic_share < 1, f"acoustic_share is {self.acoustic_share:g}, but must be between 0 and 1")

    def computed_in(self, precision: str | None) -> "VoiceRecipe":
        """Return the recipe with all models' training in this precision, or its own where it is None."""
        if precision is None:
            return self
        acoustic = replace(self.acoustic, training=replace(self.acoustic.training, precision=precision))
        vocoder = replace(self.vocoder, training=replace(self.vocoder.training, precision=precision))
        student = self.student.trained(precision=precision) if self.student else None
        return replace(self, acoustic=acoustic, vocoder=vocoder, student=student)

    def with_student(self, student: DistillationRecipe | None) -> "VoiceRecipe":
        """Return the recipe with flows to be taught so, unless it has its own."""
        return replace(self, student=self.student or student)

    def timed(self, minutes: float | None) -> "VoiceRecipe":
        """Return the recipe with its models' minutes filled in, of `minutes` in all or the recipe's own."""
        total = self.minutes if minutes is None else minutes
        require(total > 0, f"minutes is {total:g}, but must be positive")
        share = self.acoustic_share if self.conditioning.needs_texts else 0.0
        acoustic = replace(self.acoustic, training=_timed(self.acoustic.training, total * share))
        vocoder = replace(self.vocoder, training=_timed(self.vocoder.training, total * (1 - share)))
        return replace(self, minutes=total, acoustic=acoustic, vocoder=vocoder)


def _timed(training: TrainingConfig, minutes: float) -> TrainingConfig:
    return replace(training, minutes=minutes)


def read_recipe(name: str) -> VoiceRecipe:
    """Read a recipe: a YAML file, or one of those that ship inside, by name.

    Raises:
        ConfigError: there is none, or it is not YAML, has an unknown key, a wrong type or a value out of range.
    """
    path = FOLDER / f"{name}.yaml" if name in recipe_names() else Path(name)
    try:
        values = read_yaml(path) or {}
    except FileNotFoundError:
        raise ConfigError(f"there is no recipe {name!r}: name a YAML file, or {', '.join(recipe_names())}") from None
    except YamlError as error:
        raise ConfigError(str(error)) from None
    if not isinstance(values, Mapping):
        raise ConfigError(f"{path} holds no settings, but must be a mapping with any of {', '.join(_keys())}")
    return from_mapping(VoiceRecipe, values, str(path))


def recipe_names() -> list[str]:
    """Return the names of the recipes that ship inside."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _keys() -> list[str]:
    return list(VoiceRecipe.__dataclass_fields__)

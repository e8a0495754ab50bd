"""How a conversion model is trained, as YAML says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from voices.files.configuration import ConfigError, from_mapping, require
from voices.files.yaml_file import YamlError, read_yaml
from voices.training.conversion.training import ConversionTraining
from voices.training.wavenet.recipe import WaveNetRecipe

FOLDER = Path(__file__).parent / "recipes"
TRAINS = "conversion"


@dataclass(frozen=True)
class ConversionRecipe:
    """How a conversion model is trained.

    Attributes:
        trains: says what the recipe is of.
        minutes: of training, all models together.
        direct: a WaveNet to hear the codes themselves, its network that of the voice; none if None.
        direct_share: how much of the minutes is for that.
    """

    trains: Literal["conversion"]
    minutes: float = 240.0
    model: ConversionTraining = field(default_factory=ConversionTraining)
    direct: WaveNetRecipe | None = None
    direct_share: float = 0.5

    def __post_init__(self) -> None:
        require(self.minutes > 0, f"minutes is {self.minutes:g}, but must be positive")
        require(0 < self.direct_share < 1, f"direct_share is {self.direct_share:g}, but must be between 0 and 1")

    def fitted(self, minutes: float | None, precision: str | None) -> "ConversionRecipe":
        """Return the recipe with its models' minutes filled in, of `minutes` in all or its own, and their precision."""
        total = self.minutes if minutes is None else minutes
        require(total > 0, f"minutes is {total:g}, but must be positive")
        share = self.direct_share if self.direct else 0.0
        own = replace(self.model.training, minutes=total * (1 - share))
        own = replace(own, precision=precision or own.precision)
        model, direct = replace(self.model, training=own), self.direct
        if direct is not None:
            training = replace(direct.training, minutes=total * share, precision=precision or direct.training.precision)
            direct = replace(direct, training=training)
        return replace(self, minutes=total, model=model, direct=direct)


def trains_conversion(name: str) -> bool:
    """Return whether a recipe, one that ships inside or a YAML file, is of a conversion model."""
    if name in conversion_recipe_names():
        return True
    try:
        values = read_yaml(Path(name))
    except (OSError, YamlError):
        return False
    return isinstance(values, Mapping) and values.get("trains") == TRAINS


def read_conversion_recipe(name: str) -> ConversionRecipe:
    """Read a recipe: a YAML file, or one of those that ship inside, by name.

    Raises:
        ConfigError: it is not YAML, has an unknown key, a wrong type or a value out of range.
    """
    path = FOLDER / f"{name}.yaml" if name in conversion_recipe_names() else Path(name)
    try:
        return from_mapping(ConversionRecipe, read_yaml(path), str(path))
    except YamlError as error:
        raise ConfigError(str(error)) from None


def conversion_recipe_names() -> list[str]:
    """Return the names of the recipes that ship inside."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))

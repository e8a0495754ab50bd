"""All settings of a WaveNet's training."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voices.files.configuration import ConfigError, from_mapping
from voices.training.loop.config import TrainingConfig
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.wavenet.config import WaveNetConfig, wavenet_config_from_mapping


@dataclass(frozen=True)
class WaveNetRecipe:
    """A network, what it is shown, and how it is trained; what the data decides about the network is overwritten.

    Attributes:
        validation_batches: batches of held-out crops for the validation loss.
        rendered: held-out utterances to render to wav with every checkpoint.
    """

    network: WaveNetConfig = field(default_factory=WaveNetConfig)
    crops: CropConfig = field(default_factory=CropConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    validation_batches: int = 8
    rendered: int = 3


def recipe_from_mapping(values: Mapping[str, Any], where: str) -> WaveNetRecipe:
    """Return the recipe that a mapping (YAML) describes; what it leaves out has its default.

    Raises:
        ConfigError: for an unknown key, a wrong type or a value out of range.
    """
    settings = dict(values)
    for section in ("network", "crops", "training"):
        if not isinstance(settings.get(section, {}), Mapping):
            raise ConfigError(f"{where}: {section} is {settings[section]!r}, but must hold settings of its own")
    if "network" in settings:
        settings["network"] = wavenet_config_from_mapping(settings["network"])
    if "crops" in settings:
        settings["crops"] = from_mapping(CropConfig, settings["crops"], f"{where}: crops")
    if "training" in settings:
        settings["training"] = from_mapping(TrainingConfig, settings["training"], f"{where}: training")
    return from_mapping(WaveNetRecipe, settings, where)

"""Trains a conversion model, and leaves one that conversion can load."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from voices.conversion.config import USUAL, ConversionConfig
from voices.conversion.heard import cepstra, loudest, spoken, surroundings
from voices.conversion.model import EMBEDDINGS, KIND, save_conversion_model
from voices.files.weights_file import read_weights
from voices.training.conversion.crops import ConversionCropConfig, ConversionCrops, held_out_batches
from voices.training.conversion.objective import ConversionObjective, LossConfig
from voices.training.conversion.speech import ConversionData
from voices.training.loop.checkpoint import Progress
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import train
from voices.training.loop.processes import joined_processes
from voices.training.loop.run import Run

Floats = NDArray[np.float32]

WEIGHTS = "conversion.safetensors"


@dataclass(frozen=True)
class NetworkConfig:
    """Shape of the networks; speakers and features come from the data. `conversion.config` explains the fields."""

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


@dataclass(frozen=True)
class ConversionTraining:
    """How a conversion model is trained."""

    network: NetworkConfig = field(default_factory=NetworkConfig)
    losses: LossConfig = field(default_factory=LossConfig)
    crops: ConversionCropConfig = field(default_factory=ConversionCropConfig)
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(steps=30000, average_decay=0.995, warm_up_steps=50)
    )


def train_conversion_model(
    data: ConversionData,
    targets: Sequence[str],
    recipe: ConversionTraining,
    folder: Path,
    device: torch.device,
    start: Path | None = None,
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `conversion.safetensors` up to date.

    Args:
        targets: the speakers that conversion is to speak as; the first ones of the data.
        start: a model of the same shape to begin with; it may know fewer speakers, the first ones.

    Raises:
        NoConversionSpeechError: there is no utterance to train on.
        BadCheckpointError: the folder holds a run of another model.
    """
    if data.speakers[: len(targets)] != tuple(targets):
        raise ValueError(f"the speakers are {data.speakers}, but must begin with {tuple(targets)}")
    config = ConversionConfig(data.speakers, data.features, **dataclasses.asdict(recipe.network))
    crops = dataclasses.replace(recipe.crops, targets=len(targets))
    torch.manual_seed(recipe.training.seed)
    objective = ConversionObjective(config, len(data.phones), recipe.losses)
    if start is not None:
        begin_with(objective, start)

    usual = usual_of(data, config) if config.source_share else {}

    def publish(averaged: Mapping[str, Tensor], step: int) -> None:
        del step
        save_conversion_model(folder / WEIGHTS, config, arrays_of(averaged) | usual)

    with joined_processes(device) as own_device:
        run = Run(
            objective,
            ConversionCrops(data.speech, config, crops, recipe.training.seed),
            held_out_batches([one for one in data.speech if one.speaker < len(targets)], config, crops),
            recipe.training,
            folder,
            own_device,
            publish,
            objective.learners(),
        )
        return train(run)


def arrays_of(tensors: Mapping[str, Tensor]) -> dict[str, Any]:
    """Return what a conversion model's file holds, of what an objective holds."""
    arrays = {"codebooks": tensors["quantiser.codebooks"].numpy()}
    for name, tensor in tensors.items():
        for part in ("encoder", "decoder"):
            if name.startswith(f"network.{part}."):
                arrays[name.removeprefix("network.")] = tensor.numpy()
    return arrays


def usual_of(data: ConversionData, config: ConversionConfig) -> dict[str, Any]:
    """Return what is usual in each speaker's cepstra, as a conversion model's file holds it."""
    said: list[list[Floats]] = [[] for _ in config.speakers]
    for one in data.speech:
        heard = cepstra(one.log_mel.astype(np.float32), config.coefficients)
        said[one.speaker].append(spoken(heard, loudest(heard)))
    found = [surroundings(np.concatenate(speech)) for speech in said]
    rows = ([usual.mean for usual in found], [usual.deviation for usual in found])
    return {name: np.stack(values) for name, values in zip(USUAL, rows, strict=True)}


def begin_with(objective: ConversionObjective, start: Path) -> None:
    """Set encoder, codebooks and decoder to those of a model's file; it may know fewer speakers, the first ones."""
    arrays: dict[str, np.ndarray[Any, Any]] = read_weights(start, KIND)[1]
    speakers = objective.network.get_parameter(EMBEDDINGS).detach().numpy().copy()
    known = arrays[EMBEDDINGS][: len(speakers)]
    speakers[: len(known)] = known
    arrays[EMBEDDINGS] = speakers
    codebooks = torch.from_numpy(arrays.pop("codebooks"))
    objective.network.load_state_dict({name: torch.from_numpy(array) for name, array in arrays.items()}, strict=False)
    quantiser = objective.quantiser
    quantiser.codebooks.copy_(codebooks)
    quantiser.steps.fill_(quantiser.free_steps)
    quantiser.counts.fill_(1.0)
    quantiser.sums.copy_(codebooks)

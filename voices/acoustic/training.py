"""Trains an acoustic model from aligned speech, and leaves a model that synthesis can load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from voices.acoustic.aligned_speech import AlignedSpeech, measure_scales
from voices.acoustic.batches import NoAlignedSpeechError, UtteranceBatches, held_out_batches
from voices.acoustic.config import AcousticConfig
from voices.acoustic.model import save_acoustic_model
from voices.acoustic.objective import AcousticObjective
from voices.training.checkpoint import Progress
from voices.training.config import TrainingConfig
from voices.training.loop import Run, train
from voices.training.processes import joined_processes

WEIGHTS = "acoustic.safetensors"


@dataclass(frozen=True)
class AcousticRecipe:
    """How an acoustic model is trained."""

    hidden: int = 192
    layers: int = 6
    batch_size: int = 16
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(steps=6000, peak_learning_rate=1e-3, final_learning_rate=1e-5)
    )


def train_acoustic_model(
    speech: Sequence[AlignedSpeech], speakers: int, recipe: AcousticRecipe, folder: Path, device: torch.device
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `acoustic.safetensors` up to date.

    Raises:
        NoAlignedSpeechError: there is no utterance to train on.
        BadCheckpointError: the folder holds a run of another model.
    """
    if not speech:
        raise NoAlignedSpeechError("no utterance is left to train on; every one was skipped")
    first = speech[0]
    config = AcousticConfig(first.contexts.shape[1], speakers, first.mel.shape[1], recipe.hidden, recipe.layers)
    scales = measure_scales([one for one in speech if not one.held_out] or speech, speakers)
    torch.manual_seed(recipe.training.seed)

    def publish(averaged: Mapping[str, Tensor], _: int) -> None:
        arrays = {name.removeprefix("predictors."): tensor.numpy() for name, tensor in averaged.items()}
        save_acoustic_model(folder / WEIGHTS, config, scales, arrays)

    with joined_processes(device) as own_device:
        run = Run(
            AcousticObjective(config),
            UtteranceBatches(speech, scales, recipe.batch_size, recipe.training.seed),
            held_out_batches(speech, scales, recipe.batch_size),
            recipe.training,
            folder,
            own_device,
            publish,
        )
        return train(run)

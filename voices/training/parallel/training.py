"""Trains a student from a packed data file and a teacher, and leaves weights that a voice can speak with."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from frontend.errors import TtsError
from voices.corpus.utterances.packed_audio import PackedAudio
from voices.files.weights_file import require_same_network
from voices.training.loop.checkpoint import Progress
from voices.training.loop.loop import train
from voices.training.loop.processes import joined_processes
from voices.training.loop.run import Run
from voices.training.parallel.crops import NoisyCrops, held_out_batches
from voices.training.parallel.objective import ParallelObjective
from voices.training.parallel.recipe import ParallelRecipe
from voices.training.wavenet.rendering import render, shown_utterances
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.network import Flows
from voices.vocoders.flows.parallel import Parallel
from voices.vocoders.flows.weights import load_weights, save_weights
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.vocoders.wavenet.weights import load_weights as load_wavenet

WEIGHTS = "weights.safetensors"


class UnfitTeacherError(TtsError):
    """A network cannot teach flows."""


def train_parallel(
    data: PackedAudio,
    recipe: ParallelRecipe,
    teacher: Path,
    folder: Path,
    device: torch.device,
    start: Path | None = None,
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `weights.safetensors` up to date.

    Under torchrun all its processes train together.

    Args:
        teacher: weights file of a Gaussian WaveNet, which the student's bands, speakers and features are those of.
        start: weights file of a student to begin with, instead of flows that do nothing.

    Raises:
        NoTrainingDataError: if no utterance is long enough.
        UnfitTeacherError: if the teacher is not Gaussian.
        UnfitWeightsError: if `start` is of another network.
        BadCheckpointError: if the folder holds a run of another network.
    """
    teachers_config, teachers_weights = load_wavenet(teacher)
    if teachers_config.distribution.sampler != "gaussian":
        raise UnfitTeacherError(
            f"{teacher} draws from {teachers_config.distribution}, but a teacher must be Gaussian: "
            "train one with --recipe teacher --warm-start that file"
        )
    config = fitted_to(data, teachers_config, recipe.network)
    torch.manual_seed(recipe.training.seed)
    student = Flows(config)
    if start is not None:
        known, weights = load_weights(start)
        require_same_network(known, config, but=())
        student.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    objective = ParallelObjective(student, recipe.losses, _network(teachers_config, teachers_weights, recipe))
    shown = shown_utterances(data, recipe.rendered)

    def publish(averaged: Mapping[str, Tensor], step: int) -> None:
        prefix = "network."
        own = {name: tensor.numpy() for name, tensor in averaged.items() if name.startswith(prefix)}
        made = {name.removeprefix(prefix): array for name, array in own.items()}
        save_weights(folder / WEIGHTS, config, made)
        render(data.header, Parallel(config, made), shown, folder / "samples" / f"step-{step:08d}")

    with joined_processes(device) as own_device:
        run = Run(
            objective,
            NoisyCrops(data, teachers_config, config, recipe.crops, recipe.training.seed),
            held_out_batches(data, teachers_config, config, recipe.crops, recipe.validation_batches),
            recipe.training,
            folder,
            own_device,
            publish,
            objective.learners(),
        )
        return train(run)


def fitted_to(data: PackedAudio, teacher: WaveNetConfig, config: FlowsConfig) -> FlowsConfig:
    """Return the config with the teacher's bands, rate, frames and speakers; with a prior if features are known."""
    return dataclasses.replace(
        config,
        coding=teacher.coding,
        sample_rate=teacher.sample_rate,
        frame_samples=teacher.frame_samples,
        conditioning_channels=teacher.conditioning_channels,
        conditioning_layers=teacher.conditioning_layers,
        speakers=teacher.speakers,
        prior=data.header.features if _says_spectrum_and_pitch(data) else None,
    )


def _says_spectrum_and_pitch(data: PackedAudio) -> bool:
    conditioning = data.header.conditioning
    return conditioning is not None and conditioning.kind == "acoustic"


def _network(config: WaveNetConfig, weights: Mapping[str, "object"], recipe: ParallelRecipe) -> WaveNet | None:
    if not recipe.losses.divergence:
        return None
    network = WaveNet(config)
    network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    return network

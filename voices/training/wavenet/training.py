"""Trains a WaveNet from a packed data file, and leaves weights that a generator can load."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from voices.corpus.utterances.packed_audio import PackedAudio
from voices.sound.sixteen_bits import waveform_of
from voices.training.loop.checkpoint import Progress
from voices.training.loop.loop import train
from voices.training.loop.processes import joined_processes
from voices.training.loop.run import Run
from voices.training.wavenet.crops import Crops, held_out_batches
from voices.training.wavenet.objective import WaveNetObjective
from voices.training.wavenet.recipe import WaveNetRecipe
from voices.training.wavenet.rendering import render, shown_utterances
from voices.training.wavenet.warm_start import fitted_weights, with_gains_of
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.vocoders.wavenet.weights import load_weights, save_weights

WEIGHTS = "weights.safetensors"

MEASURED = 100
"""Utterances, evenly spread, by which the gains of the bands are set."""


def train_wavenet(
    data: PackedAudio, recipe: WaveNetRecipe, folder: Path, device: torch.device, start: Path | None = None
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `weights.safetensors` up to date.

    Under torchrun all its processes train together.

    Args:
        start: weights file of a network to begin with, instead of random weights; a recipe without gains of the bands
            takes those of these weights.

    Raises:
        NoTrainingDataError: if no utterance is long enough.
        UnfitWeightsError: if `start` is of another network.
        BadCheckpointError: if the folder holds a run of another network.
    """
    config = fitted_to(data, _with_known_gains(recipe.network, folder / WEIGHTS, start))
    torch.manual_seed(recipe.training.seed)
    network = WaveNet(config)
    if start is not None:
        _begin_with(network, start)
    objective = WaveNetObjective(network)
    shown = shown_utterances(data, recipe.rendered)

    def publish(averaged: Mapping[str, Tensor], step: int) -> None:
        weights = {name.removeprefix("network."): tensor.numpy() for name, tensor in averaged.items()}
        save_weights(folder / WEIGHTS, config, weights)
        render(data.header, Generator(config, weights), shown, folder / "samples" / f"step-{step:08d}")

    with joined_processes(device) as own_device:
        run = Run(
            objective,
            Crops(data, config, recipe.crops, recipe.training.seed),
            held_out_batches(data, config, recipe.crops, recipe.validation_batches),
            recipe.training,
            folder,
            own_device,
            publish,
            objective.learners(),
        )
        return train(run)


def fitted_to(data: PackedAudio, config: WaveNetConfig) -> WaveNetConfig:
    """Return the config with the data's rate, frames, conditioning channels and speakers (one needs no embedding)."""
    speakers = len(data.header.speakers)
    measured = data.utterances[:: len(data.utterances) // MEASURED + 1]
    waveforms = (waveform_of(one.audio) for one in measured)
    return dataclasses.replace(
        config,
        coding=config.coding.fitted(waveforms),
        sample_rate=data.header.sample_rate,
        frame_samples=data.header.frame_samples,
        conditioning_channels=data.header.conditioning_channels,
        speakers=speakers if speakers > 1 else 0,
    )


def _with_known_gains(config: WaveNetConfig, *known: Path | None) -> WaveNetConfig:
    """Return the network with the gains of the first of these weights files there is, where gains are left open."""
    if config.bands > 1 and not config.coding.gains:
        for path in known:
            if path is not None and path.is_file():
                return with_gains_of(load_weights(path)[0], config)
    return config


def _begin_with(network: WaveNet, start: Path) -> None:
    weights = fitted_weights(*load_weights(start), network.config)
    network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})

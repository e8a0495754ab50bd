"""Trains an acoustic model from aligned speech, and leaves a model that synthesis can load."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from frontend.features.mel_config import MelConfig
from voices.acoustic.config import PREDICTORS, AcousticConfig
from voices.acoustic.model import KIND, load_acoustic_model, save_acoustic_model
from voices.corpus.utterances.aligned_speech import AlignedSpeech
from voices.files.configuration import require
from voices.files.weights_file import read_weights
from voices.prosody.scales import Scales
from voices.training.acoustic.batches import NoAlignedSpeechError, UtteranceBatches, held_out_batches
from voices.training.acoustic.measured_scales import measure_scales
from voices.training.acoustic.objective import AcousticObjective
from voices.training.acoustic.sketch import write_sketches
from voices.training.acoustic.warm_start import fitted_predictors
from voices.training.loop.checkpoint import Progress
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import train
from voices.training.loop.processes import joined_processes
from voices.training.loop.run import Run

WEIGHTS = "acoustic.safetensors"


@dataclass(frozen=True)
class AcousticRecipe:
    """How an acoustic model is trained.

    Attributes:
        adversarial: weight of the losses that make spectra crisp; 0 for none.
        trained: the predictors that are; the others stay as they started.
    """

    hidden: int = 192
    layers: int = 6
    batch_size: int = 16
    adversarial: float = 0.0
    trained: tuple[str, ...] = PREDICTORS
    training: TrainingConfig = field(
        default_factory=lambda: TrainingConfig(steps=6000, peak_learning_rate=1e-3, final_learning_rate=1e-5)
    )

    def __post_init__(self) -> None:
        known = f"one or more of {', '.join(PREDICTORS)}"
        require(bool(self.trained) and set(self.trained) <= set(PREDICTORS), f"trained is not {known}")
        require(self.adversarial >= 0, f"adversarial is {self.adversarial:g}, but must not be negative")


def train_acoustic_model(
    speech: Sequence[AlignedSpeech],
    speakers: int,
    recipe: AcousticRecipe,
    folder: Path,
    device: torch.device,
    start: Path | None = None,
    shown: MelConfig | None = None,
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `acoustic.safetensors` up to date.

    Args:
        start: a model to begin with, instead of random weights.
        shown: how the spectra were measured; where it is given, held-out utterances are sketched into `samples/` with
            every checkpoint.

    Raises:
        NoAlignedSpeechError: there is no utterance to train on.
        BadCheckpointError: the folder holds a run of another model.
        UnfitWeightsError: `start` is of another network.
    """
    if not speech:
        raise NoAlignedSpeechError("no utterance is left to train on; every one was skipped")
    first = speech[0]
    config = AcousticConfig(first.contexts.shape[1], speakers, first.mel.shape[1], recipe.hidden, recipe.layers)
    scales = measure_scales([one for one in speech if not one.held_out] or speech, speakers)
    torch.manual_seed(recipe.training.seed)
    objective = AcousticObjective(config, recipe.adversarial, recipe.trained)
    if start is not None:
        scales = _begin_with(objective, config, scales, start)

    def publish(averaged: Mapping[str, Tensor], step: int) -> None:
        prefix = "predictors."
        own = {name: tensor for name, tensor in averaged.items() if name.startswith(prefix)}
        arrays = {name.removeprefix(prefix): tensor.numpy() for name, tensor in own.items()}
        save_acoustic_model(folder / WEIGHTS, config, scales, arrays)
        if shown is not None:
            model = load_acoustic_model(folder / WEIGHTS)
            write_sketches(model, _one_of_each_speaker(speech), shown, folder / "samples" / f"step-{step:08d}")

    with joined_processes(device) as own_device:
        run = Run(
            objective,
            UtteranceBatches(speech, scales, recipe.batch_size, recipe.training.seed),
            held_out_batches(speech, scales, recipe.batch_size),
            recipe.training,
            folder,
            own_device,
            publish,
            objective.learners(),
        )
        return train(run)


def _one_of_each_speaker(speech: Sequence[AlignedSpeech]) -> list[AlignedSpeech]:
    """Return each speaker's first held-out utterance."""
    first: dict[int, AlignedSpeech] = {}
    for one in speech:
        if one.held_out:
            first.setdefault(one.speaker, one)
    return list(first.values())


def _begin_with(objective: AcousticObjective, config: AcousticConfig, scales: Scales, start: Path) -> Scales:
    """Set the weights; return the scales to train with: what the weights mean depends on those of the spectrum."""
    base = load_acoustic_model(start)
    fitted = fitted_predictors(base.config, read_weights(start, KIND)[1], config)
    objective.predictors.load_state_dict({name: torch.from_numpy(array) for name, array in fitted.items()})
    return dataclasses.replace(scales, mel_mean=base.scales.mel_mean, mel_deviation=base.scales.mel_deviation)

"""From a trained WaveNet to flows that speak like it: a Gaussian teacher that starts from it, then the student."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

import torch

from voices.corpus.utterances.packed_audio import PackedAudio
from voices.files.configuration import require
from voices.training.loop.checkpoint import Progress
from voices.training.loop.config import TrainingConfig
from voices.training.loop.processes import wait_for_all
from voices.training.parallel.recipe import ParallelRecipe
from voices.training.parallel.training import train_parallel
from voices.training.wavenet.recipe import WaveNetRecipe
from voices.training.wavenet.training import WEIGHTS, train_wavenet
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.wavenet.weights import load_weights

TEACHER, STUDENT = "teacher", "student"
"""Folders of the two runs."""


@dataclass(frozen=True)
class DistillationRecipe:
    """How a student is made of a WaveNet.

    Attributes:
        minutes: of training, teacher and student together.
        teacher_share: how much of that is for the teacher, where the WaveNet is not Gaussian and one has to be made.
        teacher: how it is trained; its network is the WaveNet's but for the distribution.
    """

    minutes: float = 120.0
    teacher_share: float = 0.2
    teacher: WaveNetRecipe = field(default_factory=WaveNetRecipe)
    student: ParallelRecipe = field(default_factory=ParallelRecipe)

    def __post_init__(self) -> None:
        require(self.minutes > 0, f"minutes is {self.minutes:g}, but must be positive")
        require(0 < self.teacher_share < 1, f"teacher_share is {self.teacher_share:g}, but must be between 0 and 1")

    def in_batches_of(self, batch_size: int | None) -> "DistillationRecipe":
        """Return the recipe with batches of so many crops, or its own where it is None."""
        if batch_size is None:
            return self
        parts = {
            name: dataclasses.replace(part, crops=dataclasses.replace(part.crops, batch_size=batch_size))
            for name, part in (("teacher", self.teacher), ("student", self.student))
        }
        return dataclasses.replace(self, **parts)  # type: ignore[arg-type]

    def trained(self, **wanted: float | int | str | None) -> "DistillationRecipe":
        """Return the recipe with what is wanted of both trainings; minutes are of both together."""
        own = {name: value for name, value in wanted.items() if value is not None and name != "minutes"}
        minutes = float(wanted.get("minutes") or self.minutes)
        shares = {"teacher": self.teacher_share, "student": 1 - self.teacher_share}
        parts = {
            name: dataclasses.replace(part, training=_trained(part.training, minutes=minutes * shares[name], **own))
            for name, part in (("teacher", self.teacher), ("student", self.student))
        }
        return dataclasses.replace(self, minutes=minutes, **parts)  # type: ignore[arg-type]


def distil(
    data: PackedAudio,
    recipe: DistillationRecipe,
    wavenet: Path,
    folder: Path,
    device: torch.device,
    start: Path | None = None,
) -> Progress:
    """Train in `folder`, going on from what is there, and keep its `student/weights.safetensors` up to date.

    Args:
        wavenet: weights file of a trained WaveNet; a Gaussian one teaches itself.
        start: weights file of a student to begin with.

    Raises: as `train_wavenet` and `train_parallel`.
    """
    config, _ = load_weights(wavenet)
    teacher = wavenet
    if config.distribution.sampler != Gaussian.sampler:
        network = dataclasses.replace(config, distribution=Gaussian())
        train_wavenet(data, dataclasses.replace(recipe.teacher, network=network), folder / TEACHER, device, wavenet)
        wait_for_all()
        teacher = folder / TEACHER / WEIGHTS
    return train_parallel(data, recipe.student, teacher, folder / STUDENT, device, start)


def _trained(training: TrainingConfig, **wanted: float | int | str) -> TrainingConfig:
    return dataclasses.replace(training, **wanted)  # type: ignore[arg-type]

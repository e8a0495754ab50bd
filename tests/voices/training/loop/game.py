"""A model of a few weights with everything that training may meet: a frozen teacher, a codebook, a critic."""

import numpy as np
import torch
from torch import Tensor, nn

from voices.training.loop.batch import Batch
from voices.training.loop.learner import Learner
from voices.training.loop.muon import matrices_in
from voices.training.loop.processes import sum_of_all


class Codebook(nn.Module):
    """Four codes that follow the mean of what is nearest to each; a buffer, no parameter."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("codes", torch.randn(4, 3))
        self.register_buffer("uses", torch.zeros(4, dtype=torch.int64))

    def forward(self, x: Tensor) -> Tensor:
        nearest = torch.cdist(x, self.codes).argmin(1)
        if self.training:
            chosen = nn.functional.one_hot(nearest, 4).float()
            counts, sums = sum_of_all(chosen.sum(0)), sum_of_all(chosen.T @ x.detach())
            means = torch.where(counts[:, None] > 0, sums / counts.clamp(min=1)[:, None], self.codes)
            self.codes.lerp_(means, 0.1)
            self.uses += counts.long()
        return self.codes[nearest]


class Game(nn.Module):
    """A student of a frozen teacher hears codes, and is to deceive a critic."""

    def __init__(self) -> None:
        super().__init__()
        self.teacher = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3), nn.Dropout(0.5)).requires_grad_(False)
        self.codebook = Codebook()
        self.student = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 3))
        self.critic = nn.Linear(3, 1)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        said, taught = self.student(self.codebook(batch["x"])), self.teacher(batch["x"])
        fake, real = self.critic(said), self.critic(taught)
        return {
            "distance": (said - taught).square().mean(),
            "deceiving": (fake - 1).square().mean(),
            "critic": fake.square().mean() + (real - 1).square().mean(),
            "uses": self.codebook.uses.float().mean(),  # nobody's loss: only told
        }

    def learners(self, **critic: object) -> list[Learner]:
        student = Learner(self.student, ("distance", "deceiving"), matrices=matrices_in(self.student[0]))
        return [student, Learner(self.critic, ("critic",), "critic", **critic)]


def points(step: int) -> Batch:
    x = np.random.default_rng(step).standard_normal((8, 3)).astype(np.float32)
    return Batch({"x": x}, 8)

"""A model of a few weights, its batches, and runs of it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from voices.training.loop.batch import Batch
from voices.training.loop.config import TrainingConfig
from voices.training.loop.learner import Learner
from voices.training.loop.muon import matrices_in
from voices.training.loop.run import Run


class NoisyRegression(nn.Module):
    """A line fitted through points, with dropout so that random numbers matter."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(3, 8)
        self.out = nn.Linear(8, 1)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        hidden = nn.functional.dropout(torch.tanh(self.hidden(batch["x"])), 0.3, self.training)
        return {"error": (self.out(hidden)[:, 0] - batch["y"]).square().mean()}


def points(step: int) -> Batch:
    random = np.random.default_rng(step)
    x = random.standard_normal((8, 3)).astype(np.float32)
    return Batch({"x": x, "y": x.sum(1)}, 8)


@pytest.fixture
def make_run() -> Callable[..., Run]:
    def make(folder: Path, source=points, publish=None, **changes: object) -> Run:
        torch.manual_seed(0)
        settings = {"steps": 20, "warm_up_steps": 5, "precision": "float32", "checkpoint_every": 5, "validate_every": 5}
        config = TrainingConfig(**{**settings, "log_every": 5, **changes})
        model = NoisyRegression()
        learners = [Learner(model, matrices=matrices_in(model.hidden))]
        return Run(model, source, [points(1000)], config, folder, torch.device("cpu"), publish, learners)

    return make

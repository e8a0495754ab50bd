"""One training run: what is trained, on what, and where to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from voices.training.loop.batch import Batch, BatchSource
from voices.training.loop.config import TrainingConfig
from voices.training.loop.learner import Learner

Publish = Callable[[Mapping[str, Tensor], int], None]
"""Called with the objective's tensors (averaged weights, frozen ones, buffers), on the CPU, and the step, whenever a
checkpoint was written."""


@dataclass(frozen=True)
class Run:
    """What is trained, on what, and where to.

    Attributes:
        objective: a module whose `forward` takes a batch's tensors by name and returns named losses. What in it does
            not require a gradient stays as it is; its buffers are its own to change while it is in training mode.
        training_batches: batches for ever.
        validation_batches: a fixed few.
        folder: for checkpoints and logs; a run that finds checkpoints here goes on from the last one.
        learners: who learns from which losses; all of the objective from all of them if there are none. The first
            one's validation losses say which checkpoint is best.
    """

    objective: nn.Module
    training_batches: BatchSource
    validation_batches: Sequence[Batch]
    config: TrainingConfig
    folder: Path
    device: torch.device
    publish: Publish | None = None
    learners: Sequence[Learner] = ()

    @property
    def everybody(self) -> Sequence[Learner]:
        """The learners."""
        return self.learners or [Learner(self.objective)]

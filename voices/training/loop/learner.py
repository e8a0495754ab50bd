"""Who learns from what: parameters that are optimised together, and the losses that they are to lower."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from voices.training.loop.config import TrainingConfig
from voices.training.loop.muon import Muon, Shape


@dataclass(frozen=True)
class Learner:
    """One of those who learn in a run: all of a network, or one side of a game that an objective describes.

    Its parameters follow the gradient of its own losses and of no others, whatever the objective computes these from:
    a model that is to deceive a critic learns nothing about being a critic.

    Attributes:
        module: whose parameters learn, as far as they require a gradient.
        losses: names of those whose sum it lowers; None for all.
        name: tells it from the others, in logs too; the one and only needs none.
        matrices: parameters inside the network that are matrices, and the shape [..., rows, columns] to see each in:
            Muon trains them, and AdamW the rest (tables, biases, what makes the output).
        rate: its learning rate, in those of the run.
        first_step, every: it learns in `first_step` and then in one of `every` steps, and rests in the others.
    """

    module: nn.Module
    losses: tuple[str, ...] | None = None
    name: str = ""
    matrices: Sequence[tuple[nn.Parameter, Shape]] = ()
    rate: float = 1.0
    first_step: int = 0
    every: int = 1

    @property
    def parameters(self) -> list[nn.Parameter]:
        """The parameters that learn."""
        return [weight for weight in self.module.parameters() if weight.requires_grad]

    def learns_in(self, step: int) -> bool:
        """Return whether it learns in a step, counted from 0."""
        return step >= self.first_step and (step - self.first_step) % self.every == 0

    def total(self, losses: Mapping[str, Tensor]) -> Tensor:
        """Return the sum of its losses."""
        if self.losses is None:
            return torch.stack(list(losses.values())).sum()
        return torch.stack([losses[name] for name in self.losses]).sum()

    def optimisers(self, config: TrainingConfig, device: torch.device) -> list[Optimizer]:
        """Return what optimises its parameters, each of them in one of these."""
        rate, decay = config.peak_learning_rate * self.rate, config.weight_decay
        matrices = {weight: shape for weight, shape in self.matrices if weight.requires_grad}
        others = [weight for weight in self.parameters if weight not in matrices]
        on_gpu = device.type == "cuda"
        found: list[Optimizer] = []
        if others:
            found.append(torch.optim.AdamW(others, lr=rate, weight_decay=decay, fused=on_gpu, foreach=not on_gpu))
        if matrices:
            found.append(Muon(matrices.items(), rate, decay))
        return found


def check_learners(objective: nn.Module, learners: Sequence[Learner]) -> None:
    """Raise ValueError unless each parameter that requires a gradient belongs to one learner."""
    owners = Counter(weight for learner in learners for weight in learner.parameters)
    for name, weight in objective.named_parameters():
        if weight.requires_grad and owners[weight] != 1:
            raise ValueError(f"{name} requires a gradient and belongs to {owners[weight]} learners, but must to one")
    if len({learner.name for learner in learners}) < len(learners):
        raise ValueError("two learners have the same name")


def set_gradients(learners: Sequence[Learner], losses: Mapping[str, Tensor]) -> None:
    """Give the learners' parameters the gradients of their own losses, passing backwards once for each learner."""
    for learner in learners:
        weights = learner.parameters
        gradients = torch.autograd.grad(
            learner.total(losses), weights, retain_graph=learner is not learners[-1], materialize_grads=True
        )
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = gradient


def frozen_parts(objective: nn.Module) -> list[nn.Module]:
    """Return the modules whose parameters are all frozen (a teacher, say): they belong in evaluation mode."""
    weights = {module: list(module.parameters()) for module in objective.modules()}
    return [module for module, own in weights.items() if own and not any(weight.requires_grad for weight in own)]

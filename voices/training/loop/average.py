"""An exponential moving average of a module's weights (Polyak and Juditsky 1992)."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class WeightAverage:
    """The average of the weights that learn after each step; early on it averages over all steps so far."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights: dict[str, Tensor] = {name: weight.detach().clone() for name, weight in _learning(module)}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        """Take in the weights after step number `step`, counted from 1."""
        decay = min(self.decay, step / (step + 10))
        current = [weight.detach() for _, weight in _learning(module)]
        torch._foreach_lerp_(list(self.weights.values()), current, 1 - decay)

    @contextmanager
    def applied_to(self, module: nn.Module) -> Iterator[None]:
        """Let the module have the averaged weights inside the `with` block."""
        own = {name: weight.data for name, weight in _learning(module)}
        try:
            for name, weight in _learning(module):
                weight.data = self.weights[name]
            yield
        finally:
            for name, weight in _learning(module):
                weight.data = own[name]


def _learning(module: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    return ((name, weight) for name, weight in module.named_parameters() if weight.requires_grad)

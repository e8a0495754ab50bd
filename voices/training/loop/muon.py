"""Muon: steps along a network's matrices that are as long in every direction.

A matrix's gradient has few large directions; a step along it, or Adam's, moves little else. Muon (Jordan et al. 2024)
brings all singular values of the averaged gradient near 1 before it steps. docs/vocoder.md compares the two.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

Shape = tuple[int, ...]

MOMENTUM = 0.95

STEP = 0.5
"""Root mean square of a step's entries, in learning rates; AdamW's usually have 0.2 (Liu et al. 2025, Eq. 4)."""

ROUNDS = 5
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of an odd polynomial that, applied `ROUNDS` times, takes values in (0, 1] to about 1 (Jordan et al. 2024)."""


class Muon(torch.optim.Optimizer):
    """Optimises matrices; torch's own takes none that are stacked, nor convolutions.

    Args:
        matrices: parameters, each with the shape [..., rows, columns] in which it is a matrix or a stack of them.
        weight_decay: as in AdamW, a share of the learning rate.
    """

    def __init__(self, matrices: Iterable[tuple[nn.Parameter, Shape]], lr: float, weight_decay: float) -> None:
        self._shapes = dict(matrices)
        super().__init__(list(self._shapes), {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        """Step along the gradients; parameters without one stay."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                mean = self.state[weight].setdefault("exp_avg", torch.zeros_like(weight))
                mean.lerp_(weight.grad, 1 - MOMENTUM)
                ahead = weight.grad.lerp(mean, MOMENTUM)  # Nesterov's momentum
                shape = self._shapes[weight]
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                length = STEP * max(shape[-2:]) ** 0.5
                weight.add_(orthogonal(ahead.view(shape)).view_as(weight), alpha=-group["lr"] * length)


def matrices_in(module: nn.Module) -> list[tuple[nn.Parameter, Shape]]:
    """Return the weights of all linear layers and convolutions in a module, each to be seen as [outputs, inputs]."""
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Linear | nn.Conv1d)]
    weights = [layer.get_parameter("weight") for layer in layers]
    return [(weight, (len(weight), weight[0].numel())) for weight in weights]


def orthogonal(matrices: Tensor) -> Tensor:
    """Return [..., rows, columns] with the same singular vectors and all singular values near 1."""
    tall = matrices.shape[-2] > matrices.shape[-1]
    found = matrices.mT if tall else matrices
    found = found / (torch.linalg.matrix_norm(found, keepdim=True) + 1e-7)
    once, thrice, five_times = COEFFICIENTS
    for _ in range(ROUNDS):
        square = found @ found.mT
        found = once * found + (thrice * square + five_times * square @ square) @ found
    result: Tensor = found.mT if tall else found
    return result

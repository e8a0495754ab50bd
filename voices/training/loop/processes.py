"""The processes of one training run: those that torchrun started, or this one alone.

Every function here does nothing, or the obvious, where there is one process.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import torch
from torch import Tensor, distributed, nn

_LONGEST_WAIT = timedelta(hours=12)
"""For the first process, while it prepares a large corpus on its own."""


@contextmanager
def joined_processes(device: torch.device) -> Iterator[torch.device]:
    """Join the processes that torchrun started, and yield this one's device; once joined, stay so."""
    if "WORLD_SIZE" not in os.environ or distributed.is_initialized():
        yield device
        return
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=_LONGEST_WAIT)
    try:
        yield device
    finally:
        distributed.destroy_process_group()


def wait_for_all() -> None:
    """Return when every process has come here."""
    if distributed.is_initialized():
        distributed.barrier()


def process_count() -> int:
    """Return how many processes train together."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def process_rank() -> int:
    """Return this process's number; process 0 writes the files."""
    return distributed.get_rank() if distributed.is_initialized() else 0


@torch.no_grad()
def share_state(objective: nn.Module) -> None:
    """Give every process the parameters and buffers of process 0."""
    if process_count() > 1:
        for tensor in objective.state_dict(keep_vars=True).values():
            distributed.broadcast(tensor.detach(), 0)


@torch.no_grad()
def share_buffers(objective: nn.Module) -> None:
    """Give every process the buffers of process 0, where those of each have followed its own part of the data."""
    if process_count() > 1:
        for tensor in objective.buffers():
            distributed.broadcast(tensor, 0)


def average_gradients(weights: Sequence[nn.Parameter]) -> None:
    """Replace the gradients of all processes by their mean.

    In one piece, after all backward passes: DistributedDataParallel, which averages during a pass, takes only one pass
    for each forward pass, and there are as many as learners.
    """
    if process_count() == 1:
        return
    gradients = [weight.grad for weight in weights if weight.grad is not None]
    joined = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(joined)
    joined /= process_count()
    means = torch.split(joined, [gradient.numel() for gradient in gradients])
    for gradient, mean in zip(gradients, means, strict=True):
        gradient.copy_(mean.view_as(gradient))


def sum_of_all(tensor: Tensor) -> Tensor:
    """Return the sum of a tensor over all processes: what an objective that counts (codes, say) needs of the batch."""
    if process_count() == 1:
        return tensor
    total = tensor.detach().clone()
    distributed.all_reduce(total)
    return total


def agreed(value: float, device: torch.device) -> float:
    """Return process 0's value, on every process: clocks differ, and decisions must not."""
    if process_count() == 1:
        return value
    shared = torch.tensor([value], dtype=torch.float64, device=device)
    distributed.broadcast(shared, 0)
    return float(shared.item())

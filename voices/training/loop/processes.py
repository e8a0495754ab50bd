"""The processes of one training run: those that torchrun started, or this one alone.

Every function here does nothing, or the obvious, where there is one process.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from torch import distributed, nn

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


def share_gradients(objective: nn.Module, device: torch.device) -> nn.Module:
    """Wrap an objective so that backward passes average the gradients of all processes."""
    if process_count() == 1:
        return objective
    return nn.parallel.DistributedDataParallel(objective, device_ids=[device] if device.type == "cuda" else None)


def agreed(value: float, device: torch.device) -> float:
    """Return process 0's value, on every process: clocks differ, and decisions must not."""
    if process_count() == 1:
        return value
    shared = torch.tensor([value], dtype=torch.float64, device=device)
    distributed.broadcast(shared, 0)
    return float(shared.item())

"""What one training step learns from."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor


@dataclass(frozen=True)
class Batch:
    """Arrays by name, each with the batch as its first axis, and how many units of data (samples, say) they hold."""

    arrays: Mapping[str, NDArray[Any]]
    units: int


BatchSource = Callable[[int], Batch]
"""The batch of a step, always the same for the same step: resuming needs no memory of what was drawn."""


def part_of(batch: Batch, rank: int, processes: int) -> Batch:
    """Return one process's share of a batch."""
    if processes == 1:
        return batch
    return Batch({name: array[rank::processes] for name, array in batch.arrays.items()}, batch.units)


def to_device(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    """Return the arrays as tensors on a device."""
    tensors = {name: torch.from_numpy(array) for name, array in batch.arrays.items()}
    if device.type == "cuda":
        return {name: tensor.pin_memory().to(device, non_blocking=True) for name, tensor in tensors.items()}
    return {name: tensor.to(device) for name, tensor in tensors.items()}


class Prefetcher:
    """Makes the next step's batch in a thread while this step computes."""

    def __init__(self, source: BatchSource, first_step: int) -> None:
        self._source = source
        self._pool = ThreadPoolExecutor(1)
        self._next = self._pool.submit(source, first_step)

    def take(self, step: int) -> Batch:
        """Return the batch of `step`, which is the first step or the one after the last one taken."""
        batch = self._next.result()
        self._next = self._pool.submit(self._source, step + 1)
        return batch

    def close(self) -> None:
        """Stop the thread."""
        self._pool.shutdown(cancel_futures=True)

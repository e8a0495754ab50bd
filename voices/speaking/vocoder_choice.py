"""Which of a voice's vocoders says a sentence soonest, where a request leaves that to us."""

import os
from collections.abc import Collection

from voices.device import CPU, CUDA, usable_device

AUTO = "auto"
"""The name by which a request leaves it to us."""

PARALLEL = "parallel"
"""Name of the vocoder that makes all samples of a sentence at once."""

SOONER_FROM_CORES = 4
"""From which, by the processor time of both, it has a sentence ready before the autoregressive one, which can use one
core alone (docs/vocoder.md, "Flows"; two threads were measured, four were not)."""


def chosen_vocoder(wanted: str | None, others: Collection[str], cores: int, device: str = CPU) -> str | None:
    """Return the name of the vocoder to take; None is the voice's own.

    On a card the parallel one is taken wherever no other is named: the voice's own does not run there.

    Args:
        others: names of the voice's vocoders besides its own.
        cores: of the processor, that may be used.
        device: one of `device.DEVICES`.
    """
    if wanted not in (None, AUTO):
        return wanted
    if PARALLEL not in others:
        return None
    if wanted is None:
        return PARALLEL if device == CUDA else None
    return PARALLEL if cores >= SOONER_FROM_CORES or usable_device(device) == CUDA else None


def usable_cores() -> int:
    """Return how many cores of the processor this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1

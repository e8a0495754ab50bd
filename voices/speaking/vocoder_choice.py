"""Which of a voice's vocoders says a sentence soonest, where a request leaves that to us."""

import os
from collections.abc import Collection

AUTO = "auto"
"""The name by which a request leaves it to us."""

PARALLEL = "parallel"
"""Name of the vocoder that makes all samples of a sentence at once."""

SOONER_FROM_CORES = 4
"""From which, by the processor time of both, it has a sentence ready before the autoregressive one, which can use one
core alone (docs/vocoder.md, "Flows"; two threads were measured, four were not)."""


def chosen_vocoder(wanted: str | None, others: Collection[str], cores: int) -> str | None:
    """Return the name of the vocoder to take; None is the voice's own.

    Args:
        others: names of the voice's vocoders besides its own.
        cores: of the processor, that may be used.
    """
    if wanted != AUTO:
        return wanted
    return PARALLEL if PARALLEL in others and cores >= SOONER_FROM_CORES else None


def usable_cores() -> int:
    """Return how many cores of the processor this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1

"""Which of a voice's vocoders says a sentence, where a request leaves that to us."""

from collections.abc import Collection

from voices.device import CPU, CUDA

AUTO = "auto"
"""The name by which a request asks for the vocoder that has a sentence ready soonest."""

PARALLEL = "parallel"
"""Name of the vocoder that makes all samples of a sentence at once: sooner than a WaveNet from one core on, with every
instruction set, and however long the sentence (docs/vocoder.md, "Flows")."""


def chosen_vocoder(wanted: str | None, others: Collection[str], device: str = CPU) -> str | None:
    """Return the name of the vocoder to take; None is the voice's own.

    On a card the parallel one is taken wherever no other is named: the voice's own does not run there.

    Args:
        others: names of the voice's vocoders besides its own.
        device: one of `device.DEVICES`.
    """
    if wanted == AUTO or (wanted is None and device == CUDA):
        return PARALLEL if PARALLEL in others else None
    return wanted

"""Recordings said again from their own features: what a vocoder can do at its best, apart from the rest of a voice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.vocoders.vocoder import Vocoder

Floats = NDArray[np.float32]


def copy_synthesis(
    header: PackedHeader,
    utterances: Sequence[PackedUtterance],
    vocoder: Vocoder,
    temperature: float = 1.0,
    threads: int = 1,
) -> list[Floats]:
    """Return the waveform [T] of each utterance, [-1, 1], with nothing done to it that speech from text has not."""
    inputs = [vocoder_input(header, one, vocoder.config, seed) for seed, one in enumerate(utterances)]
    return [np.clip(waveform, -1, 1) for waveform in vocoder.generate(inputs, temperature, threads)]

"""A packed corpus of noise: enough to train a vocoder for a few steps."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance, write_packed_audio


def write_packed_noise(path: Path, rate_hz: int, speakers: Sequence[str]) -> None:
    """Write four utterances of 3,200 samples and 20 frames of five features, two of them held out."""
    random = np.random.default_rng(0)
    utterances = [
        PackedUtterance(
            f"u{i}",
            random.integers(-3000, 3000, 3200).astype(np.int16),
            random.standard_normal((20, 5)).astype(np.float16),
            i % len(speakers),
            held_out=i > 1,
        )
        for i in range(4)
    ]
    write_packed_audio(path, PackedHeader(rate_hz, 160, 5, list(speakers)), utterances)

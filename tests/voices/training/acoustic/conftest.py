"""Made-up aligned speech with rules that a small model can learn."""

import numpy as np
import pytest

from voices.corpus.utterances.aligned_speech import AlignedSpeech

CONTEXTS, BANDS, SPEAKERS = 6, 5, 2


def make_speech(seed, held_out=False):
    """Segments of six kinds: each has its length, its mel and its voicing; pitch falls, from the speaker's height."""
    random = np.random.default_rng(seed)
    kinds = random.integers(0, CONTEXTS, 12)
    speaker = seed % SPEAKERS
    durations = kinds + 2
    kind = np.repeat(kinds, durations)
    fall = np.linspace(0.2, -0.2, len(kind))
    return AlignedSpeech(
        contexts=np.eye(CONTEXTS, dtype=np.float32)[kinds],
        durations=durations,
        log_f0=(np.log([220.0, 110.0][speaker]) + fall).astype(np.float32),
        voiced=kind % 3 > 0,
        mel=np.stack([np.sin(kind + band) - 4 for band in range(BANDS)], axis=1).astype(np.float32),
        speaker=speaker,
        held_out=held_out,
    )


@pytest.fixture(scope="session")
def speech():
    """Forty utterances, four of them held out."""
    return [make_speech(seed, held_out=seed >= 36) for seed in range(40)]

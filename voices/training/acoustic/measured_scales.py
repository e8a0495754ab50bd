"""The scales of a corpus."""

from collections.abc import Sequence

import numpy as np

from voices.corpus.utterances.aligned_speech import AlignedSpeech
from voices.prosody.scales import Scales

_SMALLEST_DEVIATION = 1e-3


def measure_scales(speech: Sequence[AlignedSpeech], speakers: int) -> Scales:
    """Return the scales of a corpus; a speaker without a voiced frame has those of all."""
    mel = np.concatenate([one.mel for one in speech])
    voiced = [one.log_f0[one.voiced] for one in speech]
    everyone = np.concatenate([*voiced, np.zeros(1, np.float32)])
    own = [
        np.concatenate([*(f0 for one, f0 in zip(speech, voiced, strict=True) if one.speaker == speaker), everyone[:0]])
        for speaker in range(speakers)
    ]
    pitches = [f0 if len(f0) else everyone for f0 in own]
    return Scales(
        mel.mean(0),
        np.maximum(mel.std(0), _SMALLEST_DEVIATION),
        np.array([f0.mean() for f0 in pitches], np.float32),
        np.array([max(float(f0.std()), _SMALLEST_DEVIATION) for f0 in pitches], np.float32),
    )

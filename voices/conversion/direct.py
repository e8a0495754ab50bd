"""What a WaveNet hears that makes speech of the codes themselves."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def code_features(vectors: Floats, frames_per_code: int, pitch: Floats) -> Floats:
    """Return vectors of codes [N, C] with pitch [F, 2], frame by frame, [F, C + 2]."""
    frames = np.repeat(vectors, frames_per_code, axis=0)[: len(pitch)]
    return np.concatenate([frames, pitch], axis=1, dtype=np.float32)

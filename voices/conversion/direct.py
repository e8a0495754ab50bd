"""What a WaveNet hears that makes speech of the codes themselves."""

import numpy as np
from numpy.typing import NDArray

from voices.conversion.coded import Codes
from voices.conversion.model import ConversionModel

Floats = NDArray[np.float32]


def code_features(model: ConversionModel, codes: Codes, pitch: Floats) -> Floats:
    """Return the vectors of codes [N, codebooks] with pitch [F, 2], frame by frame, [F, C]."""
    frames = np.repeat(model.vectors(codes), model.config.frames_per_code, axis=0)[: len(pitch)]
    return np.concatenate([frames, pitch], axis=1, dtype=np.float32)

"""How an utterance is said: what models of prosody give, and what spectra and vocoders follow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Prosody:
    """How an utterance is said: durations [N] in frames, log F0 [F] in ln Hz, and whether each frame is voiced [F]."""

    durations: NDArray[np.int64]
    log_f0: Floats
    voiced: NDArray[np.bool_]

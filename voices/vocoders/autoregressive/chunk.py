"""What a call of the compiled loop is given."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Chunk(NamedTuple):
    """The steps that one call of the kernel is to generate, B being the kernel's streams and T steps.

    Attributes:
        conditioning: [B, F, layers * 2 * residual + skip]; the last frame goes on for ever.
        frame_steps: steps of one frame.
        first_step: of this call, in its waveform: where in the first frame it starts.
        noise: [B, T, bands, 2].
        forced: [B, T, bands], what the samples drawn are taken to be by all that hears them; or [B, 0, bands].
        temperature: [B, F], of the sampler in each frame.
        log_scale_floor: of the distribution.
    """

    conditioning: Floats
    frame_steps: int
    first_step: int
    noise: Floats
    forced: Floats
    temperature: Floats
    log_scale_floor: float

"""All that is done to a vocoder's waveform before anything is added of what was wanted, in its order."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from frontend.features.mel_config import MelConfig
from voices.speaking.postfilters.harmonics import strengthen_harmonics
from voices.speaking.postfilters.spectrum import match_spectrum

Floats = NDArray[np.float32]


def post_filtered(
    chunks: Iterable[Floats],
    log_f0: Floats,
    voiced: NDArray[np.bool_],
    measured: MelConfig,
    recorded_log_mel: Floats | None = None,
) -> Iterator[Floats]:
    """Yield a waveform [T] post-filtered, whatever the pieces it comes in.

    Args:
        log_f0, voiced: [F], one value for each frame.
        measured: how frames, and spectra, are taken.
        recorded_log_mel: [F, bands], where what is said was recorded: predicted spectra are too smooth to match.
    """
    strengthened = strengthen_harmonics(chunks, log_f0, voiced, measured.hop, measured.rate_hz)
    if recorded_log_mel is None:
        yield from strengthened
    else:
        whole = np.concatenate(list(strengthened))
        yield match_spectrum(whole, recorded_log_mel, measured)

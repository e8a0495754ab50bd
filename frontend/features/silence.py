"""Where speech begins and ends in a recording."""

import numpy as np

from frontend.features.energy import energy_db
from frontend.features.framing import Samples

FRAME_SECONDS, WINDOW_SECONDS = 0.005, 0.025
ABOVE_FLOOR = 0.3
"""Of the way from the noise's level to the speech's, in dB, from where a frame counts as speech."""
SHORTEST_SOUND_SECONDS = 0.03
"""A louder stretch shorter than this at the outside is a click, not speech."""


def speech_span(waveform: Samples, rate_hz: int) -> tuple[int, int]:
    """Return the samples where the first sound of speech begins and the last one ends; (0, T) where none stands out.

    Args:
        waveform: [T].
    """
    hop = round(FRAME_SECONDS * rate_hz)
    energy = energy_db(waveform, hop, round(WINDOW_SECONDS * rate_hz))
    if not energy.size:
        return 0, len(waveform)
    noise, speech = np.percentile(energy, (3, 95))
    loud = (energy > noise + ABOVE_FLOOR * (speech - noise)).astype(np.int8)
    edges = np.flatnonzero(np.diff(loud, prepend=0, append=0))
    starts, ends = edges[::2], edges[1::2]
    long_enough = ends - starts >= SHORTEST_SOUND_SECONDS / FRAME_SECONDS
    if not long_enough.any():
        return 0, len(waveform)
    return int(starts[long_enough][0]) * hop, min(int(ends[long_enough][-1]) * hop, len(waveform))


def trim(waveform: Samples, rate_hz: int, keep_before_seconds: float, keep_after_seconds: float) -> Samples:
    """Return the speech with at most so much of the silence around it as is to be kept."""
    start, end = speech_span(waveform, rate_hz)
    first = max(0, start - round(keep_before_seconds * rate_hz))
    return waveform[first : end + round(keep_after_seconds * rate_hz)]

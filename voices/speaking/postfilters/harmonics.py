"""A pitch filter: what repeats from one period of the voice to the next is kept, and what does not is averaged away.

The noise of a vocoder's draws lies between the harmonics as much as on them. Adding each sample's neighbours one
period before and after, as far as they are like it, leaves the harmonics and lowers what is between them: the long-term
postfilter of speech codecs (Chen and Gersho 1995), with neighbours on both sides.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

LOWEST_HZ = 50.0
BLOCK_SECONDS = 0.1
LIKENESS_SECONDS = 0.02
"""How long a stretch is compared with its neighbours."""

TAPS = 8
"""Samples on each side from which a value between two samples is interpolated."""

PHASES = 64
"""Places between two samples that are told apart."""

_OFFSETS = np.arange(1 - TAPS, TAPS + 1)
_DISTANCES = np.arange(PHASES)[:, None] / PHASES - _OFFSETS
_KERNELS = np.sinc(_DISTANCES) * (0.5 + 0.5 * np.cos(np.pi * _DISTANCES / TAPS))


def strengthen_harmonics(
    chunks: Iterable[Floats], log_f0: Floats, voiced: NDArray[np.bool_], frame_samples: int, sample_rate: int
) -> Iterator[Floats]:
    """Yield a waveform with its harmonics strengthened; the samples do not depend on how it is cut into chunks.

    Args:
        chunks: the waveform, [T] in pieces of any length.
        log_f0: [F], ln Hz, one value for each frame.
        voiced: [F]; unvoiced frames stay as they are.
    """
    track = _PitchTrack(log_f0, voiced, frame_samples, sample_rate)
    size, margin = round(BLOCK_SECONDS * sample_rate), track.margin
    held: Doubles = np.zeros(margin)  # from `margin` samples before the next block on
    start = 0
    for chunk in chunks:
        held = np.concatenate([held, chunk])
        while len(held) >= size + 2 * margin:
            yield track.strengthened(held[: size + 2 * margin], start)
            held, start = held[size:], start + size
    while len(held) > margin:
        block = np.pad(held[: size + 2 * margin], (0, max(size + 2 * margin - len(held), 0)))
        yield track.strengthened(block, start)[: len(held) - margin]
        held, start = held[size:], start + size


class _PitchTrack:
    """The period and the voicing of every sample of a sentence."""

    def __init__(self, log_f0: Floats, voiced: NDArray[np.bool_], frame_samples: int, sample_rate: int) -> None:
        self._hz = np.maximum(np.exp(log_f0.astype(np.float64)), LOWEST_HZ)
        self._voiced = voiced.astype(np.float64)
        self._frame_samples, self._sample_rate = frame_samples, sample_rate
        self._window = np.hanning(round(LIKENESS_SECONDS * sample_rate) | 1)
        self._reach = len(self._window) // 2
        self.margin = round(sample_rate / LOWEST_HZ) + TAPS + self._reach
        """Samples on each side of a block that it depends on."""

    def strengthened(self, block: Doubles, start: int) -> Floats:
        """Return samples `start` and on, given them with a margin on both sides."""
        first, last = self.margin - self._reach, len(block) - self.margin + self._reach
        places = np.arange(first, last)
        frame = (places - self.margin + start) / self._frame_samples
        voiced = np.interp(frame, np.arange(len(self._voiced)), self._voiced)
        if not voiced.any():
            return block[self.margin : len(block) - self.margin].astype(np.float32)
        period = self._sample_rate / np.interp(frame, np.arange(len(self._hz)), self._hz)
        here = block[first:last]
        total, weight = here, np.ones_like(here)
        for neighbour in (_between(block, places - period), _between(block, places + period)):
            share = voiced * self._likeness(here, neighbour)
            total, weight = total + share * neighbour, weight + share
        inner = slice(self._reach, len(here) - self._reach)
        return (total[inner] / weight[inner]).astype(np.float32)

    def _likeness(self, here: Doubles, neighbour: Doubles) -> Doubles:
        """Correlation of the stretches around each sample, 0 to 1."""
        product, own, other = (
            np.convolve(values, self._window, "same") for values in (here * neighbour, here**2, neighbour**2)
        )
        likeness: Doubles = np.clip(product / np.sqrt(own * other + 1e-9), 0.0, 1.0)
        return likeness


def _between(block: Doubles, places: Doubles) -> Doubles:
    """Return the values at places between samples, by a windowed sinc."""
    steps = np.round(places * PHASES).astype(np.int64)
    whole, phase = np.divmod(steps, PHASES)
    values: Doubles = np.einsum("ij,ij->i", block[whole[:, None] + _OFFSETS], _KERNELS[phase])
    return values

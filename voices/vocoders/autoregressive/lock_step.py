"""Waveforms that advance together though each began when it liked: every one keeps its own history between two calls.

The streams of one call of the kernel share their place in the rings of past inputs, and in a frame. So when streams
that did not advance together join, the rings of each are turned until its oldest inputs come first, and all advance by
whole frames.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.vocoders.autoregressive.chunk import Chunk
from voices.vocoders.autoregressive.history import History, silent_history
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.coding.waveform_coding import WaveformDecoder
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]


@dataclass(eq=False)
class WaveformUnderWay:
    """One waveform between two calls of the kernel.

    Attributes:
        conditioning: [F, C]; the last frame goes on for ever.
        noise: [T, bands, 2].
        temperatures: [F], or fewer; the last goes on.
        frames: of the waveform.
        history: of this stream alone.
        frame: the next one to be generated.
        goes_on: whether another goes on with its history and its decoder; then what that holds back is not its end.
    """

    conditioning: Floats
    noise: Floats
    temperatures: Floats
    frames: int
    history: History
    decoder: WaveformDecoder
    frame: int = 0
    goes_on: bool = False

    @property
    def frames_left(self) -> int:
        """How many frames are not yet generated."""
        return self.frames - self.frame


def joined_history(config: WaveNetConfig, kernel: KernelShape, streams: Sequence[WaveformUnderWay]) -> History:
    """Return the histories of streams as one, each layer's oldest inputs in the same slot."""
    joined = silent_history(config, kernel)
    rings = joined.rings.reshape(kernel.streams, -1, kernel.residual)
    shared = streams[0].history.positions
    side_by_side = all(np.array_equal(stream.history.positions, shared) for stream in streams)
    if side_by_side:
        joined.positions[:] = shared
    for b, stream in enumerate(streams):
        own = stream.history.rings.reshape(-1, kernel.residual)
        rings[b] = own if side_by_side else own[_slots_oldest_first(config, stream.history.positions)]
        joined.previous[b] = stream.history.previous[0]
    return joined


def part_history(joined: History, kernel: KernelShape, streams: Sequence[WaveformUnderWay]) -> None:
    """Give each stream its own history back."""
    rings = joined.rings.reshape(kernel.streams, -1)
    for b, stream in enumerate(streams):
        stream.history.rings[:] = rings[b]
        stream.history.positions[:] = joined.positions
        stream.history.previous[0] = joined.previous[b]


def next_chunk(
    config: WaveNetConfig, kernel: KernelShape, streams: Sequence[WaveformUnderWay], frames: int, floor: float
) -> Chunk:
    """Return what the next frames of streams are generated from; a stream that ends sooner is filled up."""
    width = streams[0].conditioning.shape[1]
    conditioning = np.zeros((kernel.streams, frames, width), np.float32)
    temperatures = np.ones((kernel.streams, frames), np.float32)
    noise = np.full((kernel.streams, frames * config.frame_steps, kernel.bands, 2), 0.5, np.float32)
    for b, stream in enumerate(streams):
        end = min(stream.frame + frames, stream.frames)
        wanted = np.arange(stream.frame, end)
        conditioning[b, : len(wanted)] = stream.conditioning[np.minimum(wanted, len(stream.conditioning) - 1)]
        temperatures[b, : len(wanted)] = stream.temperatures[np.minimum(wanted, len(stream.temperatures) - 1)]
        drawn = stream.noise[stream.frame * config.frame_steps : end * config.frame_steps]
        noise[b, : len(drawn)] = drawn
    forced = np.zeros((kernel.streams, 0, kernel.bands), np.float32)
    return Chunk(conditioning, config.frame_steps, 0, noise, forced, temperatures, floor)


def _slots_oldest_first(config: WaveNetConfig, positions: NDArray[np.int64]) -> NDArray[np.int64]:
    found, start = [], 0
    for dilation, position in zip(config.dilations, positions, strict=True):
        ring = (config.kernel_size - 1) * dilation
        found.append(start + (position + np.arange(ring)) % ring)
        start += ring
    return np.concatenate(found)

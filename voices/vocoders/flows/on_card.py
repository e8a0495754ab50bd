"""Flows on a graphics card: the network itself, by PyTorch, on many stretches of sound at once.

Noise, prior and the joining of bands are those of `on_processor`, so that the samples are the same but for rounding.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.device import CUDA
from voices.vocoders.flows.beginning import beginning_of
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.network import Flows

Floats = NDArray[np.float32]

CARD = CUDA
"""What PyTorch calls it."""

MOST_STEPS = 2**19
"""That are computed at once: some 3 KB of the card's memory each."""

WINDOW_FRAMES = 2000
"""The longest stretch that is computed at once; a longer waveform is cut."""

PIECE_FRAMES = 96
"""Of a waveform that is heard while it is made."""


class OnCard:
    """Flows as PyTorch computes them; `parallel.ComputedFlows`. Threads may share one.

    Args:
        config: shape of the flows.
        weights: arrays named as in `network.Flows`.
        device: another one than the card.
    """

    def __init__(self, config: FlowsConfig, weights: Mapping[str, Floats], device: torch.device | None = None) -> None:
        self._config, self._device = config, device or torch.device(CARD)
        with torch.device("meta"):  # neither memory nor random numbers for weights that are replaced
            network = Flows(config)
        network.load_state_dict({name: torch.tensor(array) for name, array in weights.items()}, assign=True)
        self._network = network.requires_grad_(False).to(self._device)

    def signals(self, wanted: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the signal [steps, bands] that becomes each waveform; the threads prepare them."""
        with ThreadPoolExecutor(threads) as pool:
            windows = list(pool.map(lambda one: list(self._windows(one, temperature, WINDOW_FRAMES)), wanted))
        made: dict[_Window, Floats] = {}
        waiting = sorted((one for cut in windows for one in cut), key=lambda one: -one.steps)
        while waiting:
            together = max(MOST_STEPS // waiting[0].steps, 1)
            made |= zip(waiting[:together], self._made(waiting[:together]), strict=True)
            waiting = waiting[together:]
        return [np.concatenate([made[one] for one in cut]) for cut in windows]

    def pieces(self, wanted: VocoderInput, temperature: float = 1.0, threads: int = 1) -> Iterator[Floats]:
        """Yield the signal of a waveform piece by piece, as soon as each is there."""
        del threads  # what they could share is the card's
        for window in self._windows(wanted, temperature, PIECE_FRAMES):
            yield self._made([window])[0]

    def _windows(self, wanted: VocoderInput, temperature: float, frames: int) -> "Iterator[_Window]":
        """Cut a waveform into stretches of so many frames, each with those before it that its flows hear."""
        begun, each = beginning_of(self._config, wanted, temperature), self._config.frame_steps
        inputs = np.stack([begun.noise, begun.prior.mean, begun.prior.log_scale])
        features = np.zeros((begun.frames, 0), np.float32) if wanted.features is None else wanted.features
        warm_up = -(-self._config.reach // each)
        for first in range(0, begun.frames, frames):
            start = max(first - warm_up, 0)
            steps = slice(start * each, (first + frames) * each)
            yield _Window(inputs[:, steps], features, wanted.speaker, start, (first - start) * each)

    def _made(self, windows: "Sequence[_Window]") -> list[Floats]:
        """Return the signal of each window, computed all at once."""
        steps = max(one.steps for one in windows)
        inputs = np.zeros((3, len(windows), steps, self._config.bands), np.float32)
        for row, one in enumerate(windows):  # zeros after the end of each: nothing hears what comes after it
            inputs[:, row, : one.steps] = one.inputs
        margin = self._config.conditioning_margin
        frames = np.arange(-margin, steps // self._config.frame_steps + margin)
        features = (
            np.stack([one.features_at(frames) for one in windows]) if self._config.conditioning_channels else None
        )
        speakers = np.array([one.speaker for one in windows]) if self._config.speakers else None
        with torch.no_grad():
            drawn = self._network(*self._sent(inputs), *map(self._sent, (features, speakers)))
        made = drawn.signal.cpu().numpy()
        return [row[one.warm_up : one.steps] for row, one in zip(made, windows, strict=True)]

    def _sent(self, array: NDArray[Any] | None) -> Any:
        return None if array is None else torch.from_numpy(array).to(self._device)


@dataclass(frozen=True, eq=False)
class _Window:
    """A stretch of a waveform.

    Attributes:
        inputs: noise, and mean and log scale of the prior, [3, steps, bands].
        features: [F, C], of the whole waveform.
        start: its first frame.
        warm_up: steps that are there only to be heard.
    """

    inputs: Floats
    features: Floats
    speaker: int | None
    start: int
    warm_up: int

    @property
    def steps(self) -> int:
        return int(self.inputs.shape[1])

    def features_at(self, frames: NDArray[np.int64]) -> Floats:
        """Those of frames counted from its start; beyond the edges of the waveform its first or last."""
        return self.features[np.clip(self.start + frames, 0, len(self.features) - 1)]

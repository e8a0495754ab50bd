"""The vocoder of flows: noise to a waveform, all steps of a stretch at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.coding.waveform_coding import WaveformDecoder, decode_waveform
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.on_processor import OnProcessor

Floats = NDArray[np.float32]


class ComputedFlows(Protocol):
    """Flows where they are computed; a signal is [steps, bands]."""

    def signals(self, wanted: Sequence[VocoderInput], temperature: float, threads: int) -> list[Floats]:
        """Return the signal that becomes each waveform."""

    def pieces(self, wanted: VocoderInput, temperature: float, threads: int) -> Iterator[Floats]:
        """Yield the signal of one waveform in pieces, each as soon as it is there."""


class Parallel:
    """Flows with their weights: a `Vocoder`.

    Args:
        config: shape of the flows.
        weights: arrays named as in `network.Flows`.
        computed: what computes them, and where.
    """

    def __init__(
        self,
        config: FlowsConfig,
        weights: Mapping[str, Floats],
        computed: Callable[[FlowsConfig, Mapping[str, Floats]], ComputedFlows] = OnProcessor,
    ) -> None:
        self.config = config
        self._flows = computed(config, weights)

    def generate(self, wanted: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the waveform [T] of each, samples in [-1, 1]; the threads share each sentence."""
        signals = self._flows.signals(wanted, temperature, threads)
        return [decode_waveform(self.config.coding, signal) for signal in signals]

    def stream(
        self, wanted: VocoderInput, chunk_samples: int = 1600, temperature: float = 1.0, threads: int = 1
    ) -> Iterator[Floats]:
        """Yield one waveform in pieces of about `chunk_samples`, each as soon as it is there; the threads share it."""
        decoder = WaveformDecoder(self.config.coding)
        waiting: list[Floats] = []
        for piece in self._flows.pieces(wanted, temperature, threads):
            waiting.append(piece)
            if sum(map(len, waiting)) * self.config.bands >= chunk_samples:
                yield decoder.decode(np.concatenate(waiting))
                waiting = []
        if waiting:
            yield decoder.decode(np.concatenate(waiting))
        yield decoder.finish()

"""Flows on a processor, without torch: block after block, and threads share a waveform."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.flows.beginning import Beginning, beginning_of
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.flow_pass import Flow, FlowState
from voices.vocoders.flows.weights import of_flow
from voices.vocoders.stack.frame_conditioning import frame_conditioning

Floats = NDArray[np.float32]

BLOCK_FRAMES = 16
"""So few that a block is soon heard and its activations stay in the second-level cache, so many that threads seldom
wait for Python."""

PART_BLOCKS = 8
"""That a thread makes at most of a waveform which is heard meanwhile: one at first, to be heard soon, then ever more,
for it makes those before, which reach into them, too."""


class OnProcessor:
    """Flows in compiled code, block after block; `parallel.ComputedFlows`.

    Args:
        config: shape of the flows.
        weights: arrays named as in `network.Flows`.
    """

    def __init__(self, config: FlowsConfig, weights: Mapping[str, Floats]) -> None:
        self._config = config
        self._flows = [Flow(config, of_flow(weights, flow)) for flow in range(config.flows)]

    def signals(self, wanted: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the signal [steps, bands] that becomes each waveform; the threads share each."""
        return [self._signal(one, temperature, threads) for one in wanted]

    def pieces(self, wanted: VocoderInput, temperature: float = 1.0, threads: int = 1) -> Iterator[Floats]:
        """Yield the signal of every block of a waveform, as soon as it is there; the threads share it."""
        return self._shared(self._task(wanted, temperature, threads), threads, 1, PART_BLOCKS)

    def stages(self, wanted: VocoderInput, temperature: float = 1.0) -> list[Floats]:
        """Return the signal [steps, bands] of the prior alone, and as it is after each flow."""
        task = self._task(wanted, temperature, 1)
        every = [self._blocks(task, 0, task.blocks, flows) for flows in range(self._config.flows + 1)]
        return [np.concatenate(list(blocks)) for blocks in every]

    def _signal(self, wanted: VocoderInput, temperature: float, threads: int) -> Floats:
        task = self._task(wanted, temperature, threads)
        each = max(-(-task.blocks // threads), 2 * self._warm_up_blocks)
        return np.concatenate(list(self._shared(task, threads, each, each)))

    def _task(self, wanted: VocoderInput, temperature: float, threads: int) -> "_Task":
        with ThreadPoolExecutor(threads) as pool:
            begun = pool.submit(beginning_of, self._config, wanted, temperature)
            heard = [
                pool.submit(frame_conditioning, self._config, flow.weights, wanted.features, wanted.speaker)
                for flow in self._flows
            ]
            beginning, conditioning = begun.result(), [one.result() for one in heard]
        return _Task(beginning, [np.broadcast_to(one, (beginning.frames, one.shape[1])) for one in conditioning])

    def _shared(self, task: "_Task", threads: int, each: int, most: int) -> Iterator[Floats]:
        """Yield the signal of every block; the threads make parts of so many side by side, then of twice as many."""
        if threads == 1 or task.blocks <= each:
            yield from self._blocks(task, 0, task.blocks)
            return
        begun = 0
        with ThreadPoolExecutor(threads) as pool:
            while begun < task.blocks:
                ended = min(begun + threads * each, task.blocks)
                parts = [(first, min(first + each, ended)) for first in range(begun, ended, each)]
                for made in pool.map(lambda part: list(self._blocks(task, *part)), parts):
                    yield from made
                begun, each = ended, min(2 * each, most)

    @property
    def _warm_up_blocks(self) -> int:
        return -(-self._config.reach // (BLOCK_FRAMES * self._config.frame_steps))

    def _blocks(self, task: "_Task", first: int, last: int, flows: int | None = None) -> Iterator[Floats]:
        """Yield the signal of blocks from `first` to before `last`, brought through so many flows."""
        states, begun = [FlowState.silent(self._config) for _ in self._flows], task.beginning
        for number in range(max(first - self._warm_up_blocks, 0), last):
            frames = slice(number * BLOCK_FRAMES, (number + 1) * BLOCK_FRAMES)
            steps = slice(frames.start * self._config.frame_steps, frames.stop * self._config.frame_steps)
            values, source = begun.noise[steps], begun.source[steps]
            for flow, state, conditioning in list(zip(self._flows, states, task.conditioning, strict=True))[:flows]:
                values = flow.block(state, values, source, conditioning[frames])
            if number >= first:
                yield values * np.exp(begun.prior.log_scale[steps]) + begun.prior.mean[steps]


@dataclass(frozen=True)
class _Task:
    """What a waveform is made of, and each flow's conditioning [F, C]."""

    beginning: Beginning
    conditioning: list[Floats]

    @property
    def blocks(self) -> int:
        return -(-self.beginning.frames // BLOCK_FRAMES)

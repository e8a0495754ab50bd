"""A vocoder of flows: all steps of a sentence at once, on as many processor cores as there are."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.coding.waveform_coding import WaveformDecoder, decode_waveform
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.flow_pass import BLOCK_FRAMES, FlowState, flow_block
from voices.vocoders.flows.prior import Prior, prior_of
from voices.vocoders.flows.weights import of_flow
from voices.vocoders.stack.frame_conditioning import frame_conditioning

Floats = NDArray[np.float32]

PART_BLOCKS = 4
"""That a thread makes of a waveform which is heard meanwhile; it makes those before, which reach into them, too."""


class Parallel:
    """Flows with their weights: a `Vocoder`.

    Args:
        config: shape of the flows.
        weights: arrays named as in `network.Flows`.
    """

    def __init__(self, config: FlowsConfig, weights: Mapping[str, Floats]) -> None:
        self.config = config
        self._flows = [of_flow(weights, flow) for flow in range(config.flows)]

    def generate(self, wanted: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the waveform [T] of each, samples in [-1, 1]; the threads share each sentence."""
        signals = [self.signal(one, temperature, threads) for one in wanted]
        return [decode_waveform(self.config.coding, signal) for signal in signals]

    def stream(
        self, wanted: VocoderInput, chunk_samples: int = 1600, temperature: float = 1.0, threads: int = 1
    ) -> Iterator[Floats]:
        """Yield one waveform in pieces of about `chunk_samples`, each as soon as it is there; the threads share it."""
        task = self._task(wanted, temperature, threads)
        decoder = WaveformDecoder(self.config.coding)
        waiting: list[Floats] = []
        for number, signal in enumerate(self._shared(task, threads, PART_BLOCKS)):
            waiting.append(signal)
            samples = sum(map(len, waiting)) * self.config.bands
            if samples >= chunk_samples or number == task.blocks - 1:
                yield decoder.decode(np.concatenate(waiting))
                waiting = []
        yield decoder.finish()

    def signal(self, wanted: VocoderInput, temperature: float = 1.0, threads: int = 1) -> Floats:
        """Return the signal [steps, bands] that becomes the waveform."""
        task = self._task(wanted, temperature, threads)
        each = max(-(-task.blocks // threads), 2 * self._warm_up_blocks)
        return np.concatenate(list(self._shared(task, threads, each)))

    def signals(self, wanted: VocoderInput, temperature: float = 1.0) -> list[Floats]:
        """Return the signal [steps, bands] of the prior alone, and as it is after each flow."""
        task = self._task(wanted, temperature)
        every = [self._blocks(task, 0, task.blocks, flows) for flows in range(self.config.flows + 1)]
        return [np.concatenate(list(blocks)) for blocks in every]

    def _task(self, wanted: VocoderInput, temperature: float, threads: int = 1) -> "_Task":
        config, samples = self.config, len(wanted.noise)
        frames = samples // config.frame_samples if wanted.features is None else len(wanted.features)
        if samples != frames * config.frame_samples or frames == 0:
            raise ValueError(f"{samples} samples are not the {frames} frames of {config.frame_samples} samples")
        steps = frames * config.frame_steps
        noise = _normal(wanted.noise).reshape(steps, config.bands)
        with ThreadPoolExecutor(threads) as pool:
            heard = [
                pool.submit(frame_conditioning, config, flow, wanted.features, wanted.speaker) for flow in self._flows
            ]
            prior = prior_of(config, wanted.features, steps)
            conditioning = [one.result() for one in heard]
        return _Task(
            noise * (np.float32(temperature) * _of_steps(wanted.temperature, config.frame_steps, steps)),
            prior,
            prior.mean * np.exp(-prior.log_scale),
            [np.broadcast_to(one, (frames, one.shape[1])) for one in conditioning],
            -(-frames // BLOCK_FRAMES),
        )

    def _shared(self, task: "_Task", threads: int, each: int) -> Iterator[Floats]:
        """Yield the signal of every block; the threads make parts of so many blocks, side by side."""
        if threads == 1 or task.blocks <= each:
            yield from self._blocks(task, 0, task.blocks)
            return
        firsts = range(0, task.blocks, each)
        with ThreadPoolExecutor(threads) as pool:
            for window in range(0, len(firsts), threads):
                parts = [(first, min(first + each, task.blocks)) for first in firsts[window : window + threads]]
                for made in pool.map(lambda part: list(self._blocks(task, *part)), parts):
                    yield from made

    @property
    def _warm_up_blocks(self) -> int:
        return -(-self.config.reach // (BLOCK_FRAMES * self.config.frame_steps))

    def _blocks(self, task: "_Task", first: int, last: int, flows: int | None = None) -> Iterator[Floats]:
        """Yield the signal of blocks from `first` to before `last`, brought through so many flows."""
        states = [FlowState.silent(self.config) for _ in self._flows]
        for number in range(max(first - self._warm_up_blocks, 0), last):
            frames = slice(number * BLOCK_FRAMES, (number + 1) * BLOCK_FRAMES)
            steps = slice(frames.start * self.config.frame_steps, frames.stop * self.config.frame_steps)
            values, source = task.noise[steps], task.source[steps]
            for flow, state, conditioning in list(zip(self._flows, states, task.conditioning, strict=True))[:flows]:
                values = flow_block(self.config, flow, state, values, source, conditioning[frames])
            if number >= first:
                yield values * np.exp(task.prior.log_scale[steps]) + task.prior.mean[steps]


@dataclass(frozen=True)
class _Task:
    """All that a waveform is made of, step by step [steps, bands], and of each flow's frames [F, C]."""

    noise: Floats
    prior: Prior
    source: Floats
    conditioning: list[Floats]
    blocks: int


def _normal(uniform: Floats) -> Floats:
    """Return a standard normal number of each pair of uniform ones (Box and Muller 1958)."""
    drawn: Floats = np.sqrt(-2 * np.log(uniform[:, 0])) * np.cos(np.float32(2 * np.pi) * uniform[:, 1])
    return drawn


def _of_steps(value: Floats | float, each: int, steps: int) -> Floats:
    """Return [steps, 1] of a value for each frame, the last one repeated, or of one for all."""
    if np.ndim(value) == 0:
        return np.full((steps, 1), value, np.float32)
    frames = np.asarray(value, np.float32)
    return frames[np.minimum(np.arange(steps) // each, len(frames) - 1)][:, None]

"""Waveforms from a WaveNet, sample by sample, on the CPU."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import numpy as np
from numpy.typing import NDArray

from voices.compiled.instruction_sets import choose_instruction_set
from voices.compiled.kernel_cache import compiled
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.autoregressive.chunk import Chunk
from voices.vocoders.autoregressive.formulation import AUTO, fastest, remembered_speeds
from voices.vocoders.autoregressive.history import History, new_scratch, silent_history
from voices.vocoders.autoregressive.kernel_shape import KernelShape, kernel_shape
from voices.vocoders.autoregressive.lock_step import WaveformUnderWay, joined_history, next_chunk, part_history
from voices.vocoders.autoregressive.packed_network import PackedNetwork, pack_network
from voices.vocoders.autoregressive.turns import Turns
from voices.vocoders.coding.waveform_coding import WaveformDecoder
from voices.vocoders.sampling.group import GROUP
from voices.vocoders.stack.frame_conditioning import frame_conditioning
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]

KERNEL = "voices.vocoders.autoregressive.kernel:generate"

FRAMES_AT_ONCE = 50
"""Of a call of the kernel, which nothing can interrupt."""


@dataclass(frozen=True)
class Trace:
    """What a group of streams generated in T steps: samples [B, T, bands] as drawn, and what they were drawn from.

    Attributes:
        parameters: [B, T, bands, C].
    """

    samples: Floats
    parameters: Floats


class Generator:
    """A WaveNet packed for this processor: a `Vocoder`.

    Args:
        config: shape of the network.
        weights: arrays named as in `wavenet.network.WaveNet`.
        precision: float32, bfloat16, int8 (8-bit weights, 16-bit inputs), or `auto`, the fastest here.
        instruction_set: avx512, avx2 or portable; the best there is if None.
    """

    def __init__(
        self,
        config: WaveNetConfig,
        weights: Mapping[str, Floats],
        precision: str = AUTO,
        instruction_set: str | None = None,
    ) -> None:
        self.config = config
        self._weights = weights
        chosen = choose_instruction_set(instruction_set)
        formulation = fastest(remembered_speeds(config, chosen))
        self.precision = formulation.precision if precision == AUTO else precision
        self.worth_a_group = formulation.worth_a_group
        self._kernels = {streams: kernel_shape(config, self.precision, streams, chosen) for streams in (1, GROUP)}
        self._packed: dict[int, PackedNetwork] = {}

    def stream(
        self, wanted: VocoderInput, chunk_samples: int = 1600, temperature: float = 1.0, threads: int = 1
    ) -> Iterator[Floats]:
        """Yield the waveform in pieces of about `chunk_samples`, each as soon as it is there, by one thread."""
        del threads
        under_way = self.begin(wanted, temperature)
        while under_way.frames_left:
            (piece,) = self.advance([under_way], max(chunk_samples // self.config.frame_samples, 1))
            if len(piece):
                yield piece

    def follow(self, pieces: Iterable[VocoderInput], before: int, temperature: float = 1.0) -> Iterator[Floats]:
        """Yield one waveform whose features come piece by piece, each going on from the one before.

        Args:
            pieces: each with the features of `before` frames that were said already, then of as many frames as its
                noise lasts, then of any that come later: the conditioning network hears these on both sides.
        """
        decoder, history = WaveformDecoder(self.config.coding), silent_history(self.config, self._kernels[1])
        for piece in pieces:
            under_way = self.begin(piece, temperature)
            under_way.conditioning, under_way.temperatures = (
                array[min(before, len(array) - 1) :] for array in (under_way.conditioning, under_way.temperatures)
            )
            under_way.history, under_way.decoder, under_way.goes_on = history, decoder, True
            while under_way.frames_left:
                yield from self.advance([under_way], FRAMES_AT_ONCE)
        yield decoder.finish()

    def generate(self, inputs: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the waveform [T] of each input, samples in [-1, 1]; each thread advances several where that pays."""
        lengths = [len(one.noise) for one in inputs]
        turns = Turns(lengths, lambda number: self.begin(inputs[number], temperature), threads, self.worth_a_group)
        pieces: list[list[Floats]] = [[] for _ in inputs]
        stopped = Event()

        def make_some() -> None:
            together = turns.take({})
            while together and not stopped.is_set():
                frames = min(FRAMES_AT_ONCE, *(one.frames_left for one in together.values()))
                for number, piece in zip(together, self.advance(list(together.values()), frames), strict=True):
                    pieces[number].append(piece)
                together = turns.take(together)

        with ThreadPoolExecutor(threads) as pool:
            try:
                for worker in [pool.submit(make_some) for _ in range(threads)]:
                    worker.result()
            finally:
                stopped.set()  # after Ctrl-C the pool waits for its threads
        return [np.concatenate(of_one) for of_one in pieces]

    def begin(self, wanted: VocoderInput, temperature: float = 1.0) -> "WaveformUnderWay":
        """Return a waveform that `advance` makes frame by frame, beside others that began at other times."""
        _check([wanted], temperature, self.config.bands)
        conditioning = frame_conditioning(self.config, self._weights, wanted.features, wanted.speaker)
        noise = wanted.noise.reshape(-1, self.config.bands, 2)
        temperatures = np.atleast_1d(np.asarray(wanted.temperature, np.float32)) * np.float32(temperature)
        history = silent_history(self.config, self._kernels[1])
        frames = -(-len(noise) // self.config.frame_steps)
        return WaveformUnderWay(conditioning, noise, temperatures, frames, history, WaveformDecoder(self.config.coding))

    def advance(self, streams: Sequence["WaveformUnderWay"], frames: int) -> list[Floats]:
        """Return the next samples of up to GROUP waveforms, of `frames` frames or as many as are left.

        The samples are those of `generate`, whatever advances beside them; what the filters hold back comes with the
        last frame.
        """
        kernel = self._kernels[1 if len(streams) == 1 else GROUP]
        frames = min(frames, max(one.frames_left for one in streams))
        history = joined_history(self.config, kernel, streams)
        chunk = next_chunk(self.config, kernel, streams, frames, self.config.distribution.log_scale_floor)
        samples = np.empty(chunk.noise.shape[:3], np.float32)
        self._call(kernel, history, chunk, samples, np.empty((kernel.streams, 0, 0, 0), np.float32))
        part_history(history, kernel, streams)
        pieces = []
        for one, drawn in zip(streams, samples, strict=False):
            steps = len(one.noise) - one.frame * self.config.frame_steps
            one.frame = min(one.frame + frames, one.frames)
            piece = one.decoder.decode(self.config.distribution.decode(drawn[:steps]))
            is_whole = not one.frames_left and not one.goes_on
            pieces.append(np.concatenate([piece, one.decoder.finish()]) if is_whole else piece)
        return pieces

    def trace(
        self,
        inputs: Sequence[VocoderInput],
        temperature: float = 1.0,
        forced: Floats | None = None,
        parameters: bool = False,
    ) -> Trace:
        """Generate up to GROUP waveforms in lock-step, to the length of the longest.

        Args:
            forced: [B, steps, bands], what each step's samples are taken to be by all that hears them.
            parameters: whether to return what the samples are drawn from.
        """
        _check(inputs, temperature, self.config.bands)
        kernel = self._kernels[1 if len(inputs) == 1 else GROUP]
        streams = list(inputs) + [inputs[0]] * (kernel.streams - len(inputs))  # a kernel's width is fixed
        conditioning, noise = self._conditioning(streams), _stack([one.noise for one in streams], 0.5)
        noise = noise.reshape(kernel.streams, -1, self.config.bands, 2)
        given = np.zeros((kernel.streams, 0, kernel.bands), np.float32)
        if forced is not None:
            given = np.resize(forced, noise.shape[:3]).astype(np.float32)
        temperatures = _stack([_each_frame(s.temperature, conditioning.shape[1]) for s in streams], None)[..., 0]
        temperatures *= np.float32(temperature)
        floor = self.config.distribution.log_scale_floor
        chunk = Chunk(conditioning, self.config.frame_steps, 0, noise, given, temperatures, floor)
        samples = np.empty(noise.shape[:3], np.float32)
        outputs = np.empty((kernel.streams, noise.shape[1] * parameters, kernel.bands, kernel.outputs), np.float32)
        self._call(kernel, silent_history(self.config, kernel), chunk, samples, outputs)
        return Trace(samples[: len(inputs)], outputs[: len(inputs)])

    def _call(self, kernel: KernelShape, history: History, chunk: Chunk, samples: Floats, outputs: Floats) -> None:
        compiled(KERNEL, kernel)(self._network(kernel), history, new_scratch(kernel), chunk, samples, outputs)

    def _network(self, kernel: KernelShape) -> PackedNetwork:
        if kernel.streams not in self._packed:
            self._packed[kernel.streams] = pack_network(self.config, self._weights, kernel)
        return self._packed[kernel.streams]

    def _conditioning(self, streams: Sequence[VocoderInput]) -> Floats:
        frames = [frame_conditioning(self.config, self._weights, s.features, s.speaker) for s in streams]
        return _stack(frames, None)


def _check(inputs: Sequence[VocoderInput], temperature: float, bands: int) -> None:
    if not 1 <= len(inputs) <= GROUP:
        raise ValueError(f"{len(inputs)} waveforms cannot advance in lock-step; 1 to {GROUP} can")
    if any(len(one.noise) == 0 for one in inputs):
        raise ValueError("a waveform has no samples: its noise is empty")
    if any(len(one.noise) % bands for one in inputs):
        raise ValueError(f"a waveform is not a whole number of steps of {bands} samples long")
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, but must be positive")


def _each_frame(value: Floats | float, frames: int) -> Floats:
    """Return [F, 1], the last value of a shorter [F] repeated."""
    each = np.broadcast_to(np.asarray(value, np.float32), max(np.size(value), 1) if np.ndim(value) else frames)
    return each[:, None].astype(np.float32)


def _stack(arrays: Sequence[Floats], filler: float | None) -> Floats:
    """Return [B, longest, C], shorter arrays [T, C] filled up, with their last row if `filler` is None."""
    longest = max(len(array) for array in arrays)
    stacked = np.empty((len(arrays), longest, arrays[0].shape[1]), np.float32)
    for row, array in zip(stacked, arrays, strict=True):
        row[: len(array)] = array
        row[len(array) :] = array[-1] if filler is None else filler
    return stacked

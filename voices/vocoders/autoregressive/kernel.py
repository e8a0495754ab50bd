"""The compiled loop over steps: one step of every layer, then of every band, for a group of streams in lock-step."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from voices.compiled.constants import register_constants
from voices.compiled.lanes import add, load, maximum, multiply, spread, store
from voices.compiled.options import OPTIONS
from voices.vocoders.autoregressive.chunk import Chunk
from voices.vocoders.autoregressive.history import History, Scratch
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.packed_network import PackedNetwork
from voices.vocoders.autoregressive.products import head1_product, head2_product
from voices.vocoders.autoregressive.samplers import draw
from voices.vocoders.autoregressive.stack_step import step_of_all_layers

Floats = NDArray[np.float32]

register_constants(KernelShape)


def generate(
    kernel: KernelShape,
    network: PackedNetwork,
    history: History,
    scratch: Scratch,
    chunk: Chunk,
    samples: Floats,
    parameters: Floats,
) -> None:
    """Fill `samples` [B, T, bands] and, unless it is empty, `parameters` [B, T, bands, C]; advance `history`.

    Compiled by `compiled.kernel_cache`, once for each kernel shape.
    """
    for t in range(samples.shape[1]):
        frame = min((chunk.first_step + t) // chunk.frame_steps, chunk.conditioning.shape[1] - 1)
        for b in range(kernel.streams):
            _start(kernel, network, scratch.stream, b, history.previous, chunk.conditioning[b, frame])
        step_of_all_layers(kernel, network, history, scratch, chunk.conditioning, frame)
        _begin_head(kernel, network, scratch)
        for band in range(kernel.bands):
            _head(kernel, network, scratch, band)
            for b in range(kernel.streams):
                at = b * kernel.parameter_rows
                if parameters.shape[1] > 0:
                    for i in range(kernel.outputs):
                        parameters[b, t, band, i] = scratch.parameters[at + i]
                noise = chunk.noise[b, t, band]
                temperature = chunk.temperature[b, frame]
                sample = draw(kernel, scratch.parameters, at, noise, temperature, chunk.log_scale_floor)
                samples[b, t, band] = sample
                history.previous[b, band] = chunk.forced[b, t, band] if chunk.forced.shape[1] > 0 else sample
                if band < kernel.bands - 1:
                    _hear(kernel, network, scratch.heard, b, band, history.previous[b, band])


@njit(**OPTIONS)
def _start(
    kernel: KernelShape,
    network: PackedNetwork,
    stream: Floats,
    b: int,
    previous: NDArray[np.float64],
    conditioning: Floats,
) -> None:
    at = b * kernel.output_rows
    for i in range(0, kernel.output_rows, kernel.lanes):
        store(stream, at + i, spread(kernel, np.float32(0)))
    to_skip = network.dilations.shape[0] * kernel.gate_rows
    for i in range(0, kernel.skip, kernel.lanes):
        store(stream, at + kernel.residual + i, load(kernel, conditioning, to_skip + i))
    for band in range(kernel.bands):
        table = band * kernel.table_rows * kernel.residual
        _add_embedded(kernel, network.input_table, table, kernel.residual, previous[b, band], stream, at)


@njit(**OPTIONS)
def _hear(kernel: KernelShape, network: PackedNetwork, heard: Floats, b: int, band: int, sample: float) -> None:
    table = band * kernel.table_rows * kernel.head_rows
    _add_embedded(kernel, network.within_step_table, table, kernel.head_rows, sample, heard, b * kernel.head_rows)


@njit(**OPTIONS)
def _add_embedded(
    kernel: KernelShape, tables: Floats, table: int, width: int, sample: float, sums: Floats, at: int
) -> None:
    for i in range(0, width, kernel.lanes):
        if kernel.levels > 0:
            embedded = load(kernel, tables, table + np.int64(sample) * width + i)
        else:
            weighted = multiply(load(kernel, tables, table + i), spread(kernel, np.float32(sample)))
            embedded = add(weighted, load(kernel, tables, table + width + i))
        store(sums, at + i, add(load(kernel, sums, at + i), embedded))


@njit(**OPTIONS)
def _begin_head(kernel: KernelShape, network: PackedNetwork, scratch: Scratch) -> None:
    zero = spread(kernel, np.float32(0))
    layers = network.dilations.shape[0]
    weights_at = layers * (kernel.gate_words + kernel.output_words)
    for b in range(kernel.streams):
        skip = b * kernel.output_rows + kernel.residual
        for i in range(0, kernel.skip, kernel.lanes):
            store(scratch.stream, skip + i, maximum(load(kernel, scratch.stream, skip + i), zero))
    for i in range(0, kernel.streams * kernel.head_rows, kernel.lanes):
        store(scratch.heard, i, zero)
    skip_sums = scratch.stream[kernel.residual :]
    head1_product(kernel, network.weights, weights_at, network.scales, 0, skip_sums, scratch.heard)


@njit(**OPTIONS)
def _head(kernel: KernelShape, network: PackedNetwork, scratch: Scratch, band: int) -> None:
    zero = spread(kernel, np.float32(0))
    for b in range(kernel.streams):
        for i in range(0, kernel.head_rows, kernel.lanes):
            bias = load(kernel, network.head1_bias, band * kernel.head_rows + i)
            hidden = add(load(kernel, scratch.heard, b * kernel.head_rows + i), bias)
            store(scratch.head, b * kernel.head_rows + i, maximum(hidden, zero))
        for i in range(0, kernel.parameter_rows, kernel.lanes):
            bias = load(kernel, network.head2_bias, band * kernel.parameter_rows + i)
            store(scratch.parameters, b * kernel.parameter_rows + i, bias)
    layers = network.dilations.shape[0]
    weights_at = layers * (kernel.gate_words + kernel.output_words) + kernel.head1_words + band * kernel.head2_words
    head2_product(kernel, network.weights, weights_at, network.scales, 0, scratch.head, scratch.parameters)

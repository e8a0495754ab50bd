"""The compiled loop over samples: one step of every layer for a group of streams in lock-step."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from voices.compiled.activation import gate
from voices.compiled.constants import register_constants
from voices.compiled.kernel_cache import OPTIONS
from voices.compiled.lanes import add, load, maximum, multiply, spread, store
from voices.vocoders.autoregressive.history import History, Scratch
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.layer_inputs import copy_inputs, store_input
from voices.vocoders.autoregressive.packed_network import INTEGER_LIMIT, PackedNetwork
from voices.vocoders.autoregressive.products import gate_product, head1_product, head2_product, output_product
from voices.vocoders.autoregressive.samplers import draw

Floats = NDArray[np.float32]

register_constants(KernelShape)


class Request(NamedTuple):
    """What a call of the kernel is to generate, B being the kernel's streams.

    Attributes:
        conditioning: [B, F, layers * 2 * residual]; the last frame goes on for ever.
        frame_samples: samples of one frame.
        first_sample: of this call, in its sentence: where in the first frame it starts.
        noise: [B, T, 2].
        forced: [B, T], samples to take as the previous ones instead of those drawn, or [B, 0].
        temperature: [B, F], of the sampler in each frame.
        log_scale_floor: of the distribution.
    """

    conditioning: Floats
    frame_samples: int
    first_sample: int
    noise: Floats
    forced: Floats
    temperature: Floats
    log_scale_floor: float


def generate(
    kernel: KernelShape,
    network: PackedNetwork,
    history: History,
    scratch: Scratch,
    request: Request,
    samples: Floats,
    parameters: Floats,
) -> None:
    """Fill `samples` [B, T] and, unless it is empty, `parameters` [B, T, C]; advance `history`.

    Compiled by `compiled.kernel_cache`, once for each kernel shape.
    """
    for t in range(samples.shape[1]):
        frame = min((request.first_sample + t) // request.frame_samples, request.conditioning.shape[1] - 1)
        for b in range(kernel.streams):
            if request.forced.shape[1] > 0:
                history.previous[b] = request.forced[b, t]
            _start(kernel, network, scratch.stream, b, history.previous[b])
        _all_layers(kernel, network, history, scratch, request.conditioning, frame)
        _head(kernel, network, scratch)
        for b in range(kernel.streams):
            at = b * kernel.parameter_rows
            if parameters.shape[1] > 0:
                for i in range(kernel.outputs):
                    parameters[b, t, i] = scratch.parameters[at + i]
            noise = request.noise[b, t]
            temperature = request.temperature[b, frame]
            sample = draw(kernel, scratch.parameters, at, noise, temperature, request.log_scale_floor)
            history.previous[b] = sample
            samples[b, t] = sample


@njit(**OPTIONS)
def _start(kernel: KernelShape, network: PackedNetwork, stream: Floats, b: int, previous: float) -> None:
    at = b * kernel.output_rows
    table = network.input_table
    for i in range(0, kernel.residual, kernel.lanes):
        if kernel.levels > 0:
            embedded = load(kernel, table, np.int64(previous) * kernel.residual + i)
        else:
            weighted = multiply(load(kernel, table, i), spread(kernel, np.float32(previous)))
            embedded = add(weighted, load(kernel, table, kernel.residual + i))
        store(stream, at + i, embedded)
    for i in range(kernel.residual, kernel.output_rows, kernel.lanes):
        store(stream, at + i, spread(kernel, np.float32(0)))


@njit(**OPTIONS)
def _all_layers(
    kernel: KernelShape,
    network: PackedNetwork,
    history: History,
    scratch: Scratch,
    conditioning: Floats,
    frame: int,
) -> None:
    layers = network.dilations.shape[0]
    weights_at, scales_at = 0, 0
    for layer in range(layers):
        for b in range(kernel.streams):
            _take_taps(kernel, network, history, scratch, layer, b)
            for i in range(0, kernel.gate_rows, kernel.lanes):
                added = load(kernel, conditioning[b, frame], layer * kernel.gate_rows + i)
                store(scratch.activation, b * kernel.gate_rows + i, added)
        ring = (kernel.taps - 1) * network.dilations[layer]
        position = history.positions[layer] + 1
        history.positions[layer] = 0 if position == ring else position
        gate_product(kernel, network.weights, weights_at, network.scales, scales_at, scratch.inputs, scratch.activation)
        weights_at += kernel.gate_words
        scales_at += kernel.gate_rows
        for b in range(kernel.streams):
            _gate_and_bias(kernel, network, scratch, layer, b)
        output_product(kernel, network.weights, weights_at, network.scales, scales_at, scratch.gated, scratch.stream)
        weights_at += kernel.output_words
        scales_at += kernel.output_rows


@njit(**OPTIONS)
def _take_taps(
    kernel: KernelShape, network: PackedNetwork, history: History, scratch: Scratch, layer: int, b: int
) -> None:
    dilation = network.dilations[layer]
    ring = (kernel.taps - 1) * dilation
    stream_at = b * (history.rings.shape[0] // kernel.streams)
    newest = b * kernel.gate_columns + (kernel.taps - 1) * kernel.residual
    slot = history.positions[layer]
    for tap in range(kernel.taps - 1):
        at = stream_at + (network.history_starts[layer] + slot) * kernel.residual
        for i in range(0, kernel.residual, kernel.lanes):
            past = b * kernel.gate_columns + tap * kernel.residual + i
            copy_inputs(kernel, scratch.inputs, past, history.rings, at + i)
        slot += dilation
        if slot >= ring:
            slot -= ring
    at = stream_at + (network.history_starts[layer] + history.positions[layer]) * kernel.residual
    for i in range(0, kernel.residual, kernel.lanes):
        current = load(kernel, scratch.stream, b * kernel.output_rows + i)
        store_input(scratch.inputs, newest + i, current, network.input_scales[layer])
        copy_inputs(kernel, history.rings, at + i, scratch.inputs, newest + i)


@njit(**OPTIONS)
def _gate_and_bias(kernel: KernelShape, network: PackedNetwork, scratch: Scratch, layer: int, b: int) -> None:
    activation = b * kernel.gate_rows
    for i in range(0, kernel.residual, kernel.lanes):
        filtered = load(kernel, scratch.activation, activation + i)
        gated = load(kernel, scratch.activation, activation + kernel.residual + i)
        store_input(scratch.gated, b * kernel.residual + i, gate(filtered, gated), np.float32(INTEGER_LIMIT))
    stream = b * kernel.output_rows
    for i in range(0, kernel.output_rows, kernel.lanes):
        bias = load(kernel, network.output_bias, layer * kernel.output_rows + i)
        store(scratch.stream, stream + i, add(load(kernel, scratch.stream, stream + i), bias))


@njit(**OPTIONS)
def _head(kernel: KernelShape, network: PackedNetwork, scratch: Scratch) -> None:
    zero = spread(kernel, np.float32(0))
    layers = network.dilations.shape[0]
    weights_at = layers * (kernel.gate_words + kernel.output_words)
    for b in range(kernel.streams):
        skip = b * kernel.output_rows + kernel.residual
        for i in range(0, kernel.skip, kernel.lanes):
            store(scratch.stream, skip + i, maximum(load(kernel, scratch.stream, skip + i), zero))
        for i in range(0, kernel.head_rows, kernel.lanes):
            store(scratch.head, b * kernel.head_rows + i, load(kernel, network.head1_bias, i))
        for i in range(0, kernel.parameter_rows, kernel.lanes):
            store(scratch.parameters, b * kernel.parameter_rows + i, load(kernel, network.head2_bias, i))
    skip_sums = scratch.stream[kernel.residual :]
    head1_product(kernel, network.weights, weights_at, network.scales, 0, skip_sums, scratch.head)
    for i in range(0, kernel.streams * kernel.head_rows, kernel.lanes):
        store(scratch.head, i, maximum(load(kernel, scratch.head, i), zero))
    weights_at += kernel.head1_words
    head2_product(kernel, network.weights, weights_at, network.scales, 0, scratch.head, scratch.parameters)

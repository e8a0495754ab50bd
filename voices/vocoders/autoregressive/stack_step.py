"""The compiled twin of `stack.network.DilatedStack`: one step of every layer, for a group of streams in lock-step."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from voices.compiled.activation import gate
from voices.compiled.lanes import add, load, store
from voices.compiled.options import OPTIONS
from voices.vocoders.autoregressive.history import History, Scratch
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.layer_inputs import copy_inputs, store_input
from voices.vocoders.autoregressive.packed_network import INTEGER_LIMIT, PackedNetwork
from voices.vocoders.autoregressive.products import gate_product, output_product

Floats = NDArray[np.float32]


@njit(**OPTIONS)
def step_of_all_layers(
    kernel: KernelShape,
    network: PackedNetwork,
    history: History,
    scratch: Scratch,
    conditioning: Floats,
    frame: int,
) -> None:
    """Bring a step through the layers: `scratch.stream` holds the first layer's input, then the skip outputs' sum.

    Args:
        conditioning: [streams, F, C], of which `frame` is this step's.
    """
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

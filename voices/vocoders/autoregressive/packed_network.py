"""A network's weights, packed for a kernel."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.compiled.memory import aligned_zeros
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.matrix import Matrix
from voices.vocoders.autoregressive.packing import pack
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]
INTEGER_LIMIT = 32767.0


class PackedNetwork(NamedTuple):
    """What a kernel reads, as flat arrays.

    Attributes:
        weights: packed words: gate and output matrices of layer 0, of layer 1, ..., then the head's first, then its
            second of each band.
        scales: of the integer products' rows, gate then output, layer after layer.
        input_scales: [layers], integers per unit of a layer's input.
        input_table: [bands, levels or 2, residual], flat.
        within_step_table: [bands - 1, levels or 2, head rows], flat.
        output_bias: [layers, output rows], flat; head1_bias and head2_bias, [bands, rows], are padded too.
        dilations: [layers].
        history_starts: [layers], in slots of `residual` channels, where a layer's past inputs start.
    """

    weights: NDArray[np.uint32]
    scales: Floats
    input_scales: Floats
    input_table: Floats
    within_step_table: Floats
    output_bias: Floats
    head1_bias: Floats
    head2_bias: Floats
    dilations: NDArray[np.int64]
    history_starts: NDArray[np.int64]


def pack_network(config: WaveNetConfig, weights: Mapping[str, Floats], kernel: KernelShape) -> PackedNetwork:
    """Return the weights (named as in `wavenet.network.WaveNet`) packed for a kernel."""
    words, scales = [], []
    ranges = _input_ranges(config, weights)

    def add(matrix: Floats, shape: Matrix, input_unit: float) -> None:
        packed, row_scales = pack(matrix, shape)
        words.append(packed)
        scales.append(row_scales * np.float32(input_unit))

    for layer in range(config.layers):
        gate = weights["stack.gate_weight"][layer].reshape(-1, kernel.gate_rows)
        add(gate, kernel.gate_matrix, ranges[layer] / INTEGER_LIMIT)
        add(weights["stack.output_weight"][layer], kernel.output_matrix, 1 / INTEGER_LIMIT)
    add(weights["head1_weight"], kernel.head1_matrix, 1.0)
    for matrix in weights["head2_weight"]:
        add(matrix, kernel.head2_matrix, 1.0)
    within_step = weights.get("within_step", np.zeros((0, kernel.table_rows, config.head_channels), np.float32))
    dilations = np.array(config.dilations, np.int64)
    return PackedNetwork(
        _aligned(np.concatenate(words)),
        _aligned(np.concatenate(scales)),
        (INTEGER_LIMIT / ranges).astype(np.float32),
        _aligned(weights["input"].reshape(-1)),
        _aligned(_pad_last(within_step, kernel.head_rows)),
        _aligned(_pad_last(weights["stack.output_bias"], kernel.output_rows)),
        _aligned(_pad_last(weights["head1_bias"], kernel.head_rows)),
        _aligned(_pad_last(weights["head2_bias"], kernel.parameter_rows)),
        dilations,
        np.concatenate([[0], np.cumsum((config.kernel_size - 1) * dilations)[:-1]]).astype(np.int64),
    )


def _input_ranges(config: WaveNetConfig, weights: Mapping[str, Floats]) -> Floats:
    """Return [layers] what a layer's inputs cannot exceed: the gate's output lies within -1 and 1."""
    table = np.abs(weights["input"])
    reach = (table.max(1) if config.distribution.input_levels else table.sum(1)).sum(0)
    ranges = np.empty(config.layers, np.float32)
    for layer in range(config.layers):
        ranges[layer] = reach.max()
        added = np.abs(weights["stack.output_weight"][layer]).sum(0) + np.abs(weights["stack.output_bias"][layer])
        reach = reach + added[: config.residual_channels]
    return np.maximum(ranges, np.float32(1e-6))


def _pad_last(array: Floats, width: int) -> Floats:
    missing = [(0, 0)] * (array.ndim - 1) + [(0, width - array.shape[-1])]
    return np.pad(array, missing).reshape(-1)


def _aligned(array: NDArray[Any]) -> NDArray[Any]:
    target = aligned_zeros(array.shape, array.dtype)
    target[...] = array
    return target

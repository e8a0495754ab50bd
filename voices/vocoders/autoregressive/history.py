"""What a generation remembers: each layer's past inputs in ring buffers, and the last samples."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.compiled.memory import aligned_zeros
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.wavenet.config import WaveNetConfig

Floats = NDArray[np.float32]


class History(NamedTuple):
    """State of one group of streams between two calls of a kernel, which updates it in place.

    Attributes:
        rings: [streams, slots * residual], flat; a layer has (taps - 1) * dilation slots, used in turn.
        positions: [layers], each layer's oldest slot.
        previous: [streams, bands], the samples of the last step, codes or values.
    """

    rings: NDArray[Any]
    positions: NDArray[np.int64]
    previous: NDArray[np.float64]


class Scratch(NamedTuple):
    """Intermediate results of one step, [streams, ...] flat; nothing in it outlives the step."""

    inputs: NDArray[Any]
    activation: Floats
    gated: NDArray[Any]
    stream: Floats
    heard: Floats
    head: Floats
    parameters: Floats


def silent_history(config: WaveNetConfig, kernel: KernelShape) -> History:
    """Return the state before the first sample: zeros in every layer, as the network pads with."""
    slots = (config.kernel_size - 1) * sum(config.dilations)
    return History(
        aligned_zeros((kernel.streams * slots * kernel.residual,), _input_type(kernel)),
        np.zeros(config.layers, np.int64),
        np.full((kernel.streams, kernel.bands), config.distribution.silence, np.float64),
    )


def new_scratch(kernel: KernelShape) -> Scratch:
    """Return uninitialised intermediate results."""

    def zeros(width: int, dtype: Any = np.float32) -> NDArray[Any]:
        return aligned_zeros((kernel.streams * width,), dtype)

    return Scratch(
        zeros(kernel.gate_columns, _input_type(kernel)),
        zeros(kernel.gate_rows),
        zeros(kernel.residual, _input_type(kernel)),
        zeros(kernel.output_rows),
        zeros(kernel.head_rows),
        zeros(kernel.head_rows),
        zeros(kernel.parameter_rows),
    )


def _input_type(kernel: KernelShape) -> Any:
    return np.int16 if kernel.quantised else np.float32

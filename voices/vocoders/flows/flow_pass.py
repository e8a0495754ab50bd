"""One flow without torch, as `network.AffineFlow`, block after block.

All but a few operations a block are one piece of compiled code, outside Python's lock, so that threads seldom wait for
each other. Each step is computed in the same way wherever it lies in a block, so that the samples are the same to the
last bit however much is wanted at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from voices.compiled.instruction_sets import choose_instruction_set
from voices.compiled.kernel_cache import compiled
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.flow_constants import LOOPS, FlowConstants

Floats = NDArray[np.float32]


class Flow:
    """A flow's weights, as its blocks are made with.

    Args:
        weights: arrays of the one flow, named as in `network.AffineFlow`.
    """

    def __init__(self, config: FlowsConfig, weights: Mapping[str, Floats]) -> None:
        self.config, self.weights = config, weights
        self._constants = FlowConstants.of(config, choose_instruction_set())
        self._run = compiled(f"{LOOPS}:flow_block", self._constants)
        self._dilations = np.array(config.dilations, np.int64)
        self._packed = _packed(config, weights, self._constants)

    def block(self, state: "FlowState", values: Floats, source: Floats, conditioning: Floats) -> Floats:
        """Return the flow's output [steps, bands] of the next block of its input, and bring the state behind it.

        Args:
            values, source: [steps, bands].
            conditioning: [F, layers * 2 * residual + skip], of the block's frames.
        """
        steps, bands = len(values), self.config.bands
        inputs = np.empty((steps, 2 * bands), np.float32)
        inputs[0, :bands], inputs[1:, :bands], inputs[:, bands:] = state.previous, values[:-1], source
        state.previous = values[-1]
        longest = (self.config.kernel_size - 1) * max(self.config.dilations)
        parameters = np.empty((steps, self._constants.parameter_columns), np.float32)
        self._run(
            self._packed,
            self._dilations,
            inputs.reshape(-1),
            np.ascontiguousarray(conditioning).reshape(-1),
            state.histories,
            state.scratch(self._constants.scratch(steps, longest)),
            parameters.reshape(-1),
        )
        bound = np.float32(self.config.log_scale_bound)
        log_scale = bound * np.tanh(parameters[:, bands : 2 * bands] / bound)
        made: Floats = values * np.exp(log_scale) + parameters[:, :bands]
        return made


@dataclass
class FlowState:
    """What a flow remembers of the blocks before: the last step of its input, and its layers' past inputs in turn."""

    previous: Floats
    histories: Floats
    _scratch: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    @classmethod
    def silent(cls, config: FlowsConfig) -> "FlowState":
        """Return the state before the first step."""
        past = (config.kernel_size - 1) * sum(config.dilations)
        return cls(np.zeros(config.bands, np.float32), np.zeros(past * config.residual_channels, np.float32))

    def scratch(self, floats: int) -> Floats:
        """Return an array to work in, kept from block to block."""
        if len(self._scratch) < floats:
            self._scratch = np.empty(floats, np.float32)
        return self._scratch


def _packed(config: FlowsConfig, weights: Mapping[str, Floats], constants: FlowConstants) -> Floats:
    """Return all products' weights and biases, flat, in the order in which `flow_loops.flow_block` needs them."""

    def tiled(weight: Floats) -> Floats:
        """Of [..., inputs, columns]: [..., tiles, inputs, columns of a tile]."""
        tiles = weight.reshape(*weight.shape[:-1], -1, constants.tile_columns)
        return np.moveaxis(tiles, -2, -3)

    def filled(array: Floats) -> Floats:
        missing = constants.parameter_columns - array.shape[-1]
        return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, missing)])

    pieces = [tiled(weights["input_weight"]), weights["input_bias"]]
    for layer in range(config.layers):
        pieces += [tiled(weights["stack.gate_weight"][layer]), tiled(weights["stack.output_weight"][layer])]
        pieces.append(weights["stack.output_bias"][layer])
    pieces += [tiled(weights["head1_weight"]), weights["head1_bias"]]
    pieces += [tiled(filled(weights["head2_weight"])), filled(weights["head2_bias"])]
    return np.concatenate([piece.reshape(-1) for piece in pieces]).astype(np.float32)

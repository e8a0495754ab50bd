"""One flow without torch, as `network.AffineFlow`: matrix products of blocks of steps, and the compiled gate.

A signal is taken in blocks that always begin at multiples of `BLOCK_FRAMES`, however much of it is wanted at once, so
that every product has the same shape and the samples are the same to the last bit.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.compiled.instruction_sets import choose_instruction_set
from voices.compiled.kernel_cache import compiled
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.stack.gate_constants import LOOPS, GateConstants

Floats = NDArray[np.float32]

BLOCK_FRAMES = 24
"""So few that a block's activations stay in a large second-level cache, so many that threads seldom wait for Python."""


@dataclass
class FlowState:
    """What a flow remembers of the blocks before: the last step of its input, and each layer's past inputs."""

    previous: Floats
    histories: list[Floats]

    @classmethod
    def silent(cls, config: FlowsConfig) -> "FlowState":
        """Return the state before the first step."""
        pasts = [(config.kernel_size - 1) * dilation for dilation in config.dilations]
        return cls(
            np.zeros((1, config.bands), np.float32),
            [np.zeros((past, config.residual_channels), np.float32) for past in pasts],
        )


def flow_block(
    config: FlowsConfig,
    weights: Mapping[str, Floats],
    state: FlowState,
    values: Floats,
    source: Floats,
    conditioning: Floats,
) -> Floats:
    """Return the flow's output [steps, bands] of the next block of its input, and bring the state behind it.

    Args:
        weights: of this flow, named as in `network.AffineFlow`.
        values, source: [steps, bands].
        conditioning: [F, layers * 2 * residual + skip], of the block's frames.
    """
    previous = np.concatenate([state.previous, values[:-1]])
    state.previous = values[-1:]
    hidden = np.concatenate([previous, source], 1) @ weights["input_weight"] + weights["input_bias"]
    heard = np.maximum(_stack(config, weights, state, hidden, conditioning), 0)
    heard = np.maximum(heard @ weights["head1_weight"] + weights["head1_bias"], 0)
    parameters = heard @ weights["head2_weight"] + weights["head2_bias"]
    bound = np.float32(config.log_scale_bound)
    log_scale = bound * np.tanh(parameters[:, config.bands :] / bound)
    made: Floats = values * np.exp(log_scale) + parameters[:, : config.bands]
    return made


def _stack(
    config: FlowsConfig, weights: Mapping[str, Floats], state: FlowState, hidden: Floats, conditioning: Floats
) -> Floats:
    residual, steps = config.residual_channels, len(hidden)
    width, each = 2 * residual, steps // len(conditioning)
    skip = np.repeat(conditioning[:, config.layers * width :], each, 0)
    taps = np.empty((steps, config.kernel_size * residual), np.float32)
    gated = np.empty((steps, residual), np.float32)
    for layer, dilation in enumerate(config.dilations):
        known = np.concatenate([state.histories[layer], hidden])
        for tap in range(config.kernel_size):
            taps[:, tap * residual : (tap + 1) * residual] = known[tap * dilation : tap * dilation + steps]
        state.histories[layer] = known[steps:]
        activation = taps @ weights["stack.gate_weight"][layer].reshape(-1, width)
        _gate(activation, conditioning[:, layer * width : (layer + 1) * width], gated, each)
        outputs = gated @ weights["stack.output_weight"][layer]
        outputs += weights["stack.output_bias"][layer]
        hidden = hidden + outputs[:, :residual]
        skip += outputs[:, residual:]
    return skip


def _gate(activation: Floats, conditioning: Floats, gated: Floats, each: int) -> None:
    run = compiled(f"{LOOPS}:gate_forwards", GateConstants(gated.shape[1], choose_instruction_set()))
    added = np.ascontiguousarray(conditioning).reshape(-1)
    run(activation.reshape(-1), added, gated.reshape(-1), each, 1, 0, len(conditioning))

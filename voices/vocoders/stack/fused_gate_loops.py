"""The gate and its gradient in one pass over memory each, compiled by numba; `fused_gate` calls them from torch.

R is half the activation's channels. Arrays are flat: activation [F, S, B, 2R] with S samples in each of F frames,
conditioning [F, B, 2R], gated [F, S, B, R].
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.compiled.activation import gate, sigmoid
from voices.compiled.constants import register_constants
from voices.compiled.lanes import add, load, multiply, spread, store, subtract
from voices.compiled.numbers import load_number, store_number
from voices.vocoders.stack.gate_constants import GateConstants

Numbers = NDArray[Any]
Floats = NDArray[np.float32]


register_constants(GateConstants)


def gate_forwards(
    constants: GateConstants,
    activation: Numbers,
    conditioning: Floats,
    gated: Numbers,
    samples: int,
    batch: int,
    first_frame: int,
    last_frame: int,
) -> None:
    """Set gated = tanh(first half) * sigmoid(second half) of activation + conditioning, for some frames."""
    width, lanes = constants.channels, constants.lanes
    for frame in range(first_frame, last_frame):
        for row in range(frame * samples * batch, (frame + 1) * samples * batch):
            added = (frame * batch + row % batch) * 2 * width
            at = row * 2 * width
            for i in range(0, width, lanes):
                filtered = add(load_number(constants, activation, at + i), load(constants, conditioning, added + i))
                opening = load_number(constants, activation, at + width + i)
                opening = add(opening, load(constants, conditioning, added + width + i))
                store_number(gated, row * width + i, gate(filtered, opening))


def gate_backwards(
    constants: GateConstants,
    activation: Numbers,
    conditioning: Floats,
    to_gated: Numbers,
    to_activation: Numbers,
    to_conditioning: Floats,
    samples: int,
    batch: int,
    first_frame: int,
    last_frame: int,
) -> None:
    """Set to_activation, and add to to_conditioning, the gradients that follow from to_gated, for some frames."""
    width, lanes = constants.channels, constants.lanes
    one, two = spread(constants, np.float32(1)), spread(constants, np.float32(2))
    for frame in range(first_frame, last_frame):
        for row in range(frame * samples * batch, (frame + 1) * samples * batch):
            added = (frame * batch + row % batch) * 2 * width
            at = row * 2 * width
            for i in range(0, width, lanes):
                filtered = add(load_number(constants, activation, at + i), load(constants, conditioning, added + i))
                opening = load_number(constants, activation, at + width + i)
                opening = sigmoid(add(opening, load(constants, conditioning, added + width + i)))
                tanh = subtract(multiply(two, sigmoid(multiply(two, filtered))), one)
                through = multiply(load_number(constants, to_gated, row * width + i), opening)
                to_filter = multiply(through, subtract(one, multiply(tanh, tanh)))
                to_opening = multiply(multiply(through, tanh), subtract(one, opening))
                store_number(to_activation, at + i, to_filter)
                store_number(to_activation, at + width + i, to_opening)
                store(to_conditioning, added + i, add(load(constants, to_conditioning, added + i), to_filter))
                at_opening = added + width + i
                store(to_conditioning, at_opening, add(load(constants, to_conditioning, at_opening), to_opening))

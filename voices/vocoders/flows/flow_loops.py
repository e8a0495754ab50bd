"""The compiled twin of `network.AffineFlow`: a block of steps through every layer and the head, frame by frame.

Arrays are flat. I, R, S, K, P and E are the inputs, residual and skip channels, taps, parameters and steps of a frame.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from voices.compiled.activation import gate
from voices.compiled.constants import register_constants
from voices.compiled.lanes import add, load, maximum, spread, store
from voices.compiled.options import OPTIONS
from voices.vocoders.flows.flow_constants import FlowConstants
from voices.vocoders.flows.tile_product import add_tile_product

Floats = NDArray[np.float32]

register_constants(FlowConstants)


def flow_block(
    constants: FlowConstants,
    weights: Floats,
    dilations: NDArray[np.int64],
    inputs: Floats,
    conditioning: Floats,
    histories: Floats,
    scratch: Floats,
    parameters: Floats,
) -> None:
    """Set the parameters of a block's steps, and keep what the next block hears of it.

    Args:
        weights: products and biases in the order in which they are needed; see `flow_pass`.
        inputs: [T, I].
        conditioning: [T / E, layers * 2R + S], of the block's frames.
        histories: [the past of each layer in turn, R].
        scratch: [FlowConstants.scratch], overwritten.
        parameters: [T, P], the last of them to fill a tile.
    """
    residual, each = constants.residual, constants.frame_steps
    longest = (constants.taps - 1) * max(dilations)
    frames = len(inputs) // (each * constants.inputs)
    hidden, following = 0, (longest + frames * each) * residual
    skip = 2 * following
    work = skip + frames * each * constants.skip
    at = _begin(constants, weights, inputs, conditioning, scratch, hidden + longest * residual, skip, len(dilations))
    history = 0
    for layer in range(len(dilations)):
        past = (constants.taps - 1) * dilations[layer] * residual
        first = longest * residual
        _copy(constants, histories, history, scratch, hidden + first - past, past)
        ended = at
        for frame in range(frames):
            place, passed_on = first + frame * each * residual, skip + frame * each * constants.skip
            added = (frame * len(dilations) + layer) * constants.gate_columns + frame * constants.skip
            ended = _layer(
                constants,
                weights,
                at,
                dilations[layer],
                conditioning,
                added,
                scratch,
                hidden + place,
                following + place,
                passed_on,
                work,
            )
        at = ended
        _copy(constants, scratch, hidden + first + frames * each * residual - past, histories, history, past)
        history += past
        hidden, following = following, hidden
    _head(constants, weights, at, scratch, skip, work, parameters)


@njit(**OPTIONS)
def _begin(
    constants: FlowConstants,
    weights: Floats,
    inputs: Floats,
    conditioning: Floats,
    scratch: Floats,
    hidden: int,
    skip: int,
    layers: int,
) -> int:
    """Set the first layer's inputs, and the skip sums to their conditioning; return where the layers' weights are."""
    each, at = constants.frame_steps, 0
    for frame in range(len(inputs) // (each * constants.inputs)):
        heard, made = frame * each * constants.inputs, hidden + frame * each * constants.residual
        at = _product(constants, inputs, heard, constants.inputs, weights, 0, scratch, made, constants.residual)
        added = (frame + 1) * layers * constants.gate_columns + frame * constants.skip
        for step in range(frame * each, (frame + 1) * each):
            _copy(constants, conditioning, added, scratch, skip + step * constants.skip, constants.skip)
    return at


@njit(**OPTIONS)
def _head(
    constants: FlowConstants, weights: Floats, at: int, scratch: Floats, skip: int, work: int, parameters: Floats
) -> None:
    """Make the parameters of the skip sums; these are overwritten."""
    columns = constants.parameter_columns
    for first in range(0, len(parameters) // columns, constants.frame_steps):
        heard = skip + first * constants.skip
        _rectify(constants, scratch, heard)
        last = _product(constants, scratch, heard, constants.skip, weights, at, scratch, work, constants.skip)
        _rectify(constants, scratch, work)
        _product(constants, scratch, work, constants.skip, weights, last, parameters, first * columns, columns)


@njit(**OPTIONS)
def _layer(
    constants: FlowConstants,
    weights: Floats,
    at: int,
    dilation: int,
    conditioning: Floats,
    conditioning_at: int,
    scratch: Floats,
    hidden: int,
    following: int,
    skip: int,
    work: int,
) -> int:
    """Bring a frame through a layer; return where the weights of the next layer are."""
    residual, each = constants.residual, constants.frame_steps
    gated = work + each * max(constants.gate_columns, constants.skip)
    outputs = gated + each * residual
    for row in range(each):
        _copy(
            constants,
            conditioning,
            conditioning_at,
            scratch,
            work + row * constants.gate_columns,
            constants.gate_columns,
        )
    for tap in range(constants.taps):
        heard = hidden - (constants.taps - 1 - tap) * dilation * residual
        _add_product(constants, scratch, heard, residual, weights, at, scratch, work, constants.gate_columns)
        at += residual * constants.gate_columns
    for row in range(each):
        _gate(constants, scratch, work + row * constants.gate_columns, gated + row * residual)
    at = _product(constants, scratch, gated, residual, weights, at, scratch, outputs, constants.output_columns)
    for row in range(each):
        made = outputs + row * constants.output_columns
        _add(constants, scratch, hidden + row * residual, made, following + row * residual, residual)
        added = skip + row * constants.skip
        _add(constants, scratch, added, made + residual, added, constants.skip)
    return at


@njit(**OPTIONS)
def _product(
    constants: FlowConstants,
    inputs: Floats,
    inputs_at: int,
    depth: int,
    weights: Floats,
    at: int,
    made: Floats,
    made_at: int,
    columns: int,
) -> int:
    """Set made [E, columns] to a bias and the product of a frame's inputs [E, depth]; return where its weights end."""
    bias = at + depth * columns
    for row in range(constants.frame_steps):
        _copy(constants, weights, bias, made, made_at + row * columns, columns)
    _add_product(constants, inputs, inputs_at, depth, weights, at, made, made_at, columns)
    return bias + columns


@njit(**OPTIONS)
def _add_product(
    constants: FlowConstants,
    inputs: Floats,
    inputs_at: int,
    depth: int,
    weights: Floats,
    at: int,
    sums: Floats,
    sums_at: int,
    columns: int,
) -> None:
    """Add to sums [E, columns] the product of a frame's inputs [E, depth]."""
    for first in range(0, columns, constants.tile_columns):
        for step in range(0, constants.frame_steps, constants.tile_steps):
            heard, made = inputs_at + step * depth, sums_at + step * columns + first
            add_tile_product(constants, inputs, heard, weights, at + first * depth, sums, made, depth, columns)


@njit(**OPTIONS)
def _copy(constants: FlowConstants, source: Floats, start: int, target: Floats, at: int, count: int) -> None:
    for i in range(0, count, constants.lanes):
        store(target, at + i, load(constants, source, start + i))


@njit(**OPTIONS)
def _add(constants: FlowConstants, scratch: Floats, one: int, other: int, at: int, count: int) -> None:
    for i in range(0, count, constants.lanes):
        store(scratch, at + i, add(load(constants, scratch, one + i), load(constants, scratch, other + i)))


@njit(**OPTIONS)
def _gate(constants: FlowConstants, scratch: Floats, activation: int, gated: int) -> None:
    for i in range(0, constants.residual, constants.lanes):
        opening = load(constants, scratch, activation + constants.residual + i)
        store(scratch, gated + i, gate(load(constants, scratch, activation + i), opening))


@njit(**OPTIONS)
def _rectify(constants: FlowConstants, scratch: Floats, at: int) -> None:
    """Rectify [E, S]."""
    zero = spread(constants, np.float32(0))
    for i in range(0, constants.frame_steps * constants.skip, constants.lanes):
        store(scratch, at + i, maximum(load(constants, scratch, at + i), zero))

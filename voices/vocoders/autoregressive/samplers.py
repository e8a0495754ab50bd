"""The distributions' samplers, compiled: the same arithmetic as each distribution's `sample`."""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from voices.compiled.activation import LOG2_E, power_of_two
from voices.compiled.lanes import largest, load, maximum, multiply, spread, store, subtract, total
from voices.compiled.options import OPTIONS
from voices.vocoders.autoregressive.kernel_shape import SAMPLERS, KernelShape

Floats = NDArray[np.float32]

SOFTMAX, LOGISTICS = SAMPLERS.index("softmax"), SAMPLERS.index("logistics")


@njit(**OPTIONS)
def draw(kernel: KernelShape, parameters: Floats, at: int, noise: Floats, temperature: float, floor: float) -> float:
    """Return a sample (a code or a value) of the distribution whose parameters start at parameters[at].

    `noise` is two uniform numbers, `floor` the distribution's log scale floor. Softmax logits are overwritten.
    """
    if kernel.sampler == SOFTMAX:
        return _draw_code(kernel, parameters, at, noise[0], temperature)
    if kernel.sampler == LOGISTICS:
        return _draw_from_logistics(kernel, parameters, at, noise, temperature, floor)
    normal = math.sqrt(-2 * math.log(noise[0])) * math.cos(2 * math.pi * noise[1])
    scale = math.exp(max(parameters[at + 1], floor))
    return min(max(parameters[at] + temperature * scale * normal, -1.0), 1.0)


@njit(**OPTIONS)
def _draw_code(kernel: KernelShape, logits: Floats, at: int, uniform: float, temperature: float) -> float:
    lanes, levels = kernel.lanes, kernel.outputs
    highest = load(kernel, logits, at)
    for i in range(lanes, levels, lanes):
        highest = maximum(highest, load(kernel, logits, at + i))
    highest = spread(kernel, largest(highest))
    sharpness = spread(kernel, np.float32(LOG2_E / temperature))
    mass = np.float32(0)
    for i in range(0, levels, lanes):
        likelihood = power_of_two(multiply(subtract(load(kernel, logits, at + i), highest), sharpness))
        store(logits, at + i, likelihood)
        mass += total(likelihood)
    target = uniform * mass
    below = np.float32(0)
    code = 0
    while code < levels - lanes:  # whole vectors first, then the codes of one
        vector = total(load(kernel, logits, at + code))
        if below + vector > target:
            break
        below += vector
        code += lanes
    last = code + lanes - 1
    below += logits[at + code]
    while code < last and below <= target:
        code += 1
        below += logits[at + code]
    return np.float64(code)


@njit(**OPTIONS)
def _draw_from_logistics(
    kernel: KernelShape, parameters: Floats, at: int, noise: Floats, temperature: float, floor: float
) -> float:
    components = kernel.outputs // 3
    highest = parameters[at]
    for i in range(1, components):
        highest = max(highest, parameters[at + i])
    mass = 0.0
    for i in range(components):
        mass += math.exp(parameters[at + i] - highest)
    target = noise[0] * mass
    chosen = 0
    below = math.exp(parameters[at] - highest)
    while chosen < components - 1 and below <= target:
        chosen += 1
        below += math.exp(parameters[at + chosen] - highest)
    mean = parameters[at + components + chosen]
    scale = math.exp(max(parameters[at + 2 * components + chosen], floor))
    logistic = math.log(noise[1]) - math.log1p(-noise[1])
    return min(max(mean + temperature * scale * logistic, -1.0), 1.0)

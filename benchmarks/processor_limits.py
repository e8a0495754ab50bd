"""What this processor could do at most: the two ceilings that a kernel's speed is held against."""

import time

import numpy as np
from numba import njit

from voices.compiled.constants import register_constants
from voices.compiled.memory import aligned_zeros
from voices.compiled.options import OPTIONS
from voices.vocoders.autoregressive.history import new_scratch
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.products import output_product

register_constants(KernelShape)


def memory_limit(bytes_per_step: int, streams: int) -> float:
    """Return samples per second at which all weights are read once a step, measured by reading as much memory."""
    array = aligned_zeros((bytes_per_step // 8,), np.uint64)
    return streams / _seconds_each(lambda count: _read(array, count), 300)


def arithmetic_limit(kernel: KernelShape, multiplications: int) -> float:
    """Return samples per second at which the products run with one layer's weights in the first-level cache.

    Args:
        multiplications: that one sample takes, all products together.
    """
    scratch = new_scratch(kernel)
    words = aligned_zeros((kernel.output_words,), np.uint32)
    scales = np.ones(kernel.output_rows, np.float32)
    each = _seconds_each(lambda count: _multiply(kernel, words, scales, scratch.gated, scratch.stream, count), 20_000)
    return kernel.output_matrix.rows * kernel.output_matrix.columns / each / multiplications * kernel.streams


@njit(**{**OPTIONS, "fastmath": True})
def _read(array, count):
    total = np.uint64(0)
    for _ in range(count):
        for i in range(array.shape[0]):
            total += array[i]
        array[0] = total
    return total


@njit(**OPTIONS)
def _multiply(kernel, words, scales, inputs, out, count):
    for _ in range(count):
        output_product(kernel, words, 0, scales, 0, inputs, out)


def _seconds_each(run, count: int) -> float:
    run(1)
    times = []
    for _ in range(5):
        started = time.thread_time()
        run(count)
        times.append((time.thread_time() - started) / count)
    return min(times)

"""Arguments of compiled code as a flat list of numbers: how numba lays out arrays and named tuples in a call."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

Flat: TypeAlias = list[int | float]
"""64-bit integers, addresses among them, and 64-bit floats."""

Kind: TypeAlias = tuple[Any, ...]
"""What the machine code depends on: the types of the arguments, and how their arrays lie in memory."""


def flat_arguments(arguments: tuple[Any, ...]) -> Flat:
    """Return whole numbers and floats as they are, of an array its address, shape and strides, of a tuple its items'.

    The address is that of the array's memory: who calls keeps the array.

    Raises:
        TypeError: for an argument of another type.
    """
    flat: Flat = []
    for argument in _leaves(arguments):
        if isinstance(argument, np.ndarray):
            # No owner that numba knows, then its number of elements, an element's bytes and the address.
            flat += (0, 0, argument.size, argument.itemsize, argument.ctypes.data, *argument.shape, *argument.strides)
        else:
            flat.append(argument)
    return flat


def kind(arguments: tuple[Any, ...]) -> Kind:
    """Return what tells arguments apart that need different machine code."""
    return tuple(
        (argument.dtype.str, argument.ndim, argument.flags.c_contiguous, argument.flags.writeable)
        if isinstance(argument, np.ndarray)
        else type(argument).__name__
        for argument in _leaves(arguments)
    )


def _leaves(argument: Any) -> Iterator[Any]:
    if isinstance(argument, tuple):
        for item in argument:
            yield from _leaves(item)
    elif isinstance(argument, np.ndarray) or type(argument) in (int, float):
        yield argument
    else:
        raise TypeError(f"compiled code takes whole numbers, floats, arrays and named tuples, not {argument!r}")

"""The cheapest way through a table of costs, compiled (dynamic time warping: Sakoe and Chiba 1978)."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]


@numba.njit(cache=True, nogil=True)
def cheapest_way(cost: Floats, aside: float = 0.0) -> Integers:
    """Return the places [S, 2], row and column, on the cheapest way from corner to corner of costs [R, C].

    Args:
        aside: what each step that goes on in rows or columns alone costs more.
    """
    rows, columns = cost.shape
    total = np.full((rows, columns), np.inf)
    came = np.zeros((rows, columns), np.int8)
    for i in range(rows):
        for j in range(columns):
            best = 0.0 if i == 0 and j == 0 else np.inf
            if i > 0 and j > 0:
                best = total[i - 1, j - 1]
            if i > 0 and total[i - 1, j] + aside < best:
                best, came[i, j] = total[i - 1, j] + aside, 1
            if j > 0 and total[i, j - 1] + aside < best:
                best, came[i, j] = total[i, j - 1] + aside, 2
            total[i, j] = best + cost[i, j]
    backwards = np.zeros((rows + columns - 1, 2), np.int32)
    steps, i, j = 1, rows - 1, columns - 1
    backwards[0] = i, j
    while i > 0 or j > 0:
        move = came[i, j]
        i -= move != 2
        j -= move != 1
        backwards[steps] = i, j
        steps += 1
    return backwards[:steps][::-1]


def column_of_each_row(way: Integers) -> Integers:
    """Return the column of each row, [R], on a way [S, 2]; of several columns in a row, the middle."""
    rows = np.arange(way[-1, 0] + 1)
    first, last = (np.searchsorted(way[:, 0], rows, side=side) for side in ("left", "right"))
    middle: Integers = (way[first, 1] + way[last - 1, 1]) // 2
    return middle

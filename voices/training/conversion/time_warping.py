"""The cheapest way through a table of costs, compiled (dynamic time warping: Sakoe and Chiba 1978)."""

import numba
import numpy as np
from numpy.typing import NDArray


@numba.njit(cache=True, nogil=True)
def warping(cost: NDArray[np.float32], aside: float) -> NDArray[np.int32]:
    """Return the column of each row, [R], on the cheapest way from corner to corner of costs [R, C].

    A way that passes several columns in a row is in the middle of them.

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
    first, last = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    i, j = rows - 1, columns - 1
    last[i] = j
    while i > 0 or j > 0:
        move = came[i, j]
        if move == 2:
            j -= 1
            continue
        first[i] = j
        i -= 1
        if move == 0:
            j -= 1
        last[i] = j
    return (first + last) // 2

"""The most likely walk through a chain of states (Viterbi, 1967), compiled."""

import numba
import numpy as np
from numpy.typing import NDArray

STAY, STEP, SKIP = 0, 1, 2


@numba.njit(cache=True, nogil=True)
def most_likely_path(
    log_likelihood: NDArray[np.float32],
    labels: NDArray[np.int32],
    skips: NDArray[np.int32],
    end_pause: int,
) -> tuple[NDArray[np.int32], float]:
    """Return the state of each frame, [F], and the walk's log-likelihood; there must be frames enough for a walk.

    Args:
        log_likelihood: [F, labels].
        labels: [S], each state's column.
        skips: [S], a state further back from which a state may also be entered, or -1.
        end_pause: so many states at either end may be left out.
    """
    frame_total, state_total = log_likelihood.shape[0], labels.shape[0]
    best = np.full(state_total, -np.inf)
    best[0] = log_likelihood[0, labels[0]]
    best[end_pause] = log_likelihood[0, labels[end_pause]]
    moves = np.zeros((frame_total, state_total), np.int8)
    for frame in range(1, frame_total):
        for state in range(state_total - 1, -1, -1):  # from the right, so that what is read is the frame before
            score = best[state]
            if state > 0 and best[state - 1] > score:
                score, moves[frame, state] = best[state - 1], STEP
            if skips[state] >= 0 and best[skips[state]] > score:
                score, moves[frame, state] = best[skips[state]], SKIP
            best[state] = score + log_likelihood[frame, labels[state]]
    last = state_total - 1
    if best[last - end_pause] > best[last]:
        last -= end_pause
    return _trace(moves, skips, last), best[last]


@numba.njit(cache=True, nogil=True)
def _trace(moves: NDArray[np.int8], skips: NDArray[np.int32], last: int) -> NDArray[np.int32]:
    path = np.empty(moves.shape[0], np.int32)
    state = last
    for frame in range(moves.shape[0] - 1, -1, -1):
        path[frame] = state
        if moves[frame, state] == STEP:
            state -= 1
        elif moves[frame, state] == SKIP:
            state = skips[state]
    return path

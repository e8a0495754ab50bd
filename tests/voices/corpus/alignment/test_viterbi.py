"""The compiled search against every walk there is, on chains small enough to try them all."""

from itertools import pairwise, product

import numpy as np
import pytest

from voices.corpus.alignment.topology import PAUSE_STATES, Topology, topology
from voices.corpus.alignment.viterbi import most_likely_path

PHONES = {"a": 0, "b": 1}


def allowed(walk: tuple[int, ...], chain: Topology) -> bool:
    last = len(chain.labels) - 1
    if walk[0] not in (0, PAUSE_STATES) or walk[-1] not in (last, last - PAUSE_STATES):
        return False
    return all(after in (before, before + 1) or chain.skips[after] == before for before, after in pairwise(walk))


def walks(chain: Topology, frames: int):
    """Every walk of so many frames, grown one frame at a time."""
    found = [(0,), (PAUSE_STATES,)]
    for _ in range(frames - 1):
        found = [
            (*walk, state)
            for walk in found
            for state in range(len(chain.labels))
            if state in (walk[-1], walk[-1] + 1) or chain.skips[state] == walk[-1]
        ]
    return [walk for walk in found if allowed(walk, chain)]


@pytest.mark.parametrize(("words", "seed"), list(product([(("a",),), (("a",), ("b",)), (("a", "b"),)], range(3))))
def test_the_best_walk_of_all_is_found(words, seed):
    chain = topology(words, PHONES)
    likelihood = np.random.default_rng(seed).standard_normal((9, 7)).astype(np.float32)
    path, score = most_likely_path(likelihood, chain.labels, chain.skips, PAUSE_STATES)
    scores = {walk: sum(likelihood[f, chain.labels[s]] for f, s in enumerate(walk)) for walk in walks(chain, 9)}
    assert score == pytest.approx(max(scores.values()), abs=1e-4)
    assert scores[tuple(path.tolist())] == pytest.approx(score, abs=1e-4)


def test_a_pause_between_words_is_left_out_or_at_least_as_long_as_its_states():
    chain = topology((("a",), ("b",)), PHONES)
    for walk in walks(chain, 10):
        inner = [state for state in walk if 7 <= state < 11]
        assert not inner or len(inner) >= PAUSE_STATES

"""Probes and ABX against cases whose answer is known."""

import numpy as np
import pytest

from voices.evaluation.codes import (
    Token,
    abx_error,
    alignment_distance,
    balanced_accuracy,
    discriminant,
    perplexity,
    with_neighbours,
)


def test_a_probe_finds_what_is_there_and_nothing_else():
    random = np.random.default_rng(0)
    classes = random.integers(0, 3, 3000)
    values = random.standard_normal((3000, 5))
    values[:, 2] += 6 * classes
    found = discriminant(values[:2000], classes[:2000])
    assert balanced_accuracy(found.choose(values[2000:]), classes[2000:]) > 0.98
    blind = discriminant(np.delete(values, 2, 1)[:2000], classes[:2000])
    assert balanced_accuracy(blind.choose(np.delete(values, 2, 1)[2000:]), classes[2000:]) == pytest.approx(
        1 / 3, abs=0.06
    )


def test_rare_classes_count_as_much_as_frequent_ones():
    assert balanced_accuracy(np.array([0, 0, 0, 0]), np.array([0, 0, 0, 1])) == 0.5


def test_perplexity_counts_what_is_used_evenly():
    assert perplexity(np.repeat(np.arange(4), 10), 256) == pytest.approx(4)
    assert perplexity(np.zeros(9, np.int64), 256) == pytest.approx(1)


def test_neighbours_stand_before_and_after():
    assert with_neighbours(np.array([[1.0], [2.0], [3.0]]), 1).tolist() == [[1, 1, 2], [1, 2, 3], [2, 3, 3]]


def test_the_same_said_slower_is_no_distance_away():
    fast = np.eye(3)
    assert alignment_distance(fast, np.repeat(fast, 4, 0)) == pytest.approx(0)
    assert alignment_distance(fast[:1], fast[1:2]) == pytest.approx(1)


@pytest.mark.parametrize("across", [False, True])
def test_abx_is_never_wrong_on_clear_phones_and_half_the_time_on_noise(across):
    random = np.random.default_rng(0)
    clear = [Token(n % 3, n % 2, np.eye(3)[[n % 3] * 2] + 0.1 * random.standard_normal((2, 3))) for n in range(120)]
    noise = [Token(n % 3, n % 2, random.standard_normal((2, 3))) for n in range(120)]
    assert abx_error(clear, 200, across=across) < 0.02
    assert abx_error(noise, 600, across=across) == pytest.approx(0.5, abs=0.08)

"""Whole-vector arithmetic against numpy in double precision."""

from dataclasses import dataclass

import numpy as np
import pytest
from numba import njit

from voices.compiled.activation import gate, power_of_two, sigmoid
from voices.compiled.constants import register_constants
from voices.compiled.lanes import largest, load, store, total
from voices.compiled.numbers import load_number, store_number
from voices.compiled.options import OPTIONS


@dataclass(frozen=True)
class Width:
    lanes: int


register_constants(Width)


@njit(**OPTIONS)
def over_all(width, left, right, powers, sigmoids, gates):
    for i in range(0, len(left), width.lanes):
        store(powers, i, power_of_two(load(width, left, i)))
        store(sigmoids, i, sigmoid(load(width, left, i)))
        store(gates, i, gate(load(width, left, i), load(width, right, i)))


@njit(**OPTIONS)
def sums_and_copies(width, values, bits, sums):
    for i in range(0, len(values), width.lanes):
        store_number(bits, i, load_number(width, values, i))
        sums[0] += total(load(width, values, i))
        sums[1] = max(sums[1], largest(load(width, values, i)))


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_power_sigmoid_and_gate_err_by_less_than_half_a_millionth(lanes):
    random = np.random.default_rng(0)
    left, right = (random.uniform(-20, 20, 4096).astype(np.float32) for _ in range(2))
    powers, sigmoids, gates = (np.empty(4096, np.float32) for _ in range(3))
    over_all(Width(lanes), left, right, powers, sigmoids, gates)
    exact, opening = left.astype(np.float64), 1 / (1 + np.exp(-right.astype(np.float64)))
    assert np.abs(powers / 2**exact - 1).max() < 5e-7
    assert np.abs(sigmoids - 1 / (1 + np.exp(-exact))).max() < 5e-7
    assert np.abs(gates - np.tanh(exact) * opening).max() < 5e-7


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_bfloat16_is_rounded_to_nearest_ties_to_even(lanes):
    # 1 + 2^-8 lies between 1 and 1 + 2^-7, 1 + 3 * 2^-8 between that and 1 + 2^-6: both ties go to even.
    values = np.array([1.0, 1 + 2**-8, 1 + 3 * 2**-8, -1 - 2**-8 - 2**-12] * 4, np.float32)
    bits, sums = np.zeros(16, np.int16), np.full(2, -10, np.float32)
    sums_and_copies(Width(lanes), values, bits, sums)
    stored = (bits.view(np.uint16).astype(np.uint32) << 16).view(np.float32)
    assert stored[:4].tolist() == [1.0, 1.0, 1 + 2**-6, -1 - 2**-7]
    assert sums.tolist() == [pytest.approx(values.sum() - 10), values.max()]

import numpy as np
import pytest

from voices.vocoders.autoregressive.matrix import Matrix
from voices.vocoders.autoregressive.packing import pack


def some_matrix(precision: str, lanes: int = 8) -> Matrix:
    return Matrix(64, 12, 12, precision, lanes, 1, 24)


def test_a_word_of_bfloat16_holds_two_rows_and_both_come_out_within_half_a_step():
    weights = np.random.default_rng(0).standard_normal((12, 64)).astype(np.float32)
    shape = some_matrix("bfloat16")
    words, _ = pack(weights, shape)
    tiled = words.reshape(shape.tiles, 12, shape.tile // 2, 8)
    low, high = (tiled << 16).view(np.float32), tiled.view(np.float32)
    found = np.stack([low, high], 3).reshape(shape.tiles, 12, shape.tile * 8).transpose(1, 0, 2).reshape(12, 64)
    assert np.all(np.abs(found - weights) <= np.abs(weights) * 2.0**-8)


def test_bytes_times_their_row_scale_come_within_half_a_step_of_the_weights():
    weights = np.random.default_rng(0).standard_normal((12, 64)).astype(np.float32)
    shape = some_matrix("int8")
    words, scales = pack(weights, shape)
    tiled = words.view(np.int8).reshape(shape.tiles, 6, shape.tile, 8, 2)
    found = tiled.transpose(1, 4, 0, 2, 3).reshape(12, 64) * scales
    assert np.all(np.abs(found - weights) <= 0.5001 * scales)
    assert np.abs(tiled).max() == 127


@pytest.mark.parametrize("precision", ["float32", "bfloat16", "int8"])
def test_rows_that_a_matrix_lacks_are_packed_as_zeros(precision):
    words, _ = pack(np.ones((12, 10), np.float32), some_matrix(precision))
    per_word = {"float32": 1, "bfloat16": 2, "int8": 4}[precision]
    assert len(words) * per_word == 64 * 12
    values = words.view({1: np.float32, 2: np.uint16, 4: np.int8}[per_word])
    assert np.count_nonzero(values) == 10 * 12

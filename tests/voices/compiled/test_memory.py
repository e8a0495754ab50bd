"""Where arrays that compiled code reads begin."""

import numpy as np
import pytest

from voices.compiled.memory import CACHE_LINE_BYTES, HUGE_PAGE_BYTES, WORTH_HUGE_PAGES_BYTES, aligned_zeros


@pytest.mark.parametrize("shape", [(1,), (3, 5), (1000, 7), (0,)])
def test_a_small_array_begins_a_cache_line_and_is_silent(shape):
    arrays = [aligned_zeros(shape, np.float32) for _ in range(5)]  # all kept: each is elsewhere
    for array in arrays:
        assert array.shape == shape
        assert array.ctypes.data % CACHE_LINE_BYTES == 0
        assert not array.any()
        array[...] = 1


def test_a_large_array_begins_a_huge_page():
    array = aligned_zeros((WORTH_HUGE_PAGES_BYTES // 4, 2), np.int16)
    assert array.ctypes.data % HUGE_PAGE_BYTES == 0
    assert not array.any()
    array[...] = 1

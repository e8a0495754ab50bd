"""Windows over a waveform: whatever its blocks, the same ones, and together all of it."""

import numpy as np
import pytest

from voices.conversion.windows import windows

HOP, FRAMES, CONTEXT = 10, 6, 4


def middles(found):
    return np.concatenate([one.samples[one.before * HOP :][: one.frames * HOP] for one in found])


@pytest.mark.parametrize("length", [1, 9, 10, 59, 60, 99, 100, 101, 160, 523])
@pytest.mark.parametrize("block", [1, 7, 60, 1000])
def test_the_middles_are_the_waveform_filled_up_to_a_whole_frame(length, block):
    waveform = np.arange(1, length + 1, dtype=np.float32)
    found = list(windows((waveform[i : i + block] for i in range(0, length, block)), HOP, FRAMES, CONTEXT))
    np.testing.assert_array_equal(middles(found), np.pad(waveform, (0, -length % HOP)))


def test_every_window_has_all_the_context_there_is():
    waveform = np.arange(300, dtype=np.float32)
    start = 0
    for one in windows(iter([waveform]), HOP, FRAMES, CONTEXT):
        first = max(start - CONTEXT, 0)
        assert one.before == start - first
        np.testing.assert_array_equal(one.samples, waveform[first * HOP : (start + FRAMES + CONTEXT) * HOP])
        start += one.frames
    assert start == 30


def test_a_window_comes_as_soon_as_its_context_is_there():
    taken = 0

    def blocks():
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield np.zeros(HOP, np.float32)

    next(windows(blocks(), HOP, FRAMES, CONTEXT))
    assert taken == FRAMES + CONTEXT


def test_nothing_makes_no_window():
    assert list(windows(iter([np.zeros(0, np.float32)]), HOP, FRAMES, CONTEXT)) == []

"""Durations in whole frames."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voices.prosody.durations import whole_frames


def test_rounding_keeps_the_length_of_the_sentence():
    durations = np.full(100, 3.4)
    assert whole_frames(durations).sum() == 340
    assert set(whole_frames(durations)) == {3, 4}


@given(st.lists(st.floats(0, 50), min_size=1, max_size=50))
def test_every_segment_has_a_frame(durations):
    assert whole_frames(np.array(durations)).min() >= 1

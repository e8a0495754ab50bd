"""The cheapest way through a table of costs."""

import numpy as np
import pytest

from voices.training.conversion.time_warping import warping


def test_the_way_takes_the_cheap_places_and_the_middle_of_several():
    cost = np.ones((3, 5), np.float32)
    for row, column in ((0, 0), (1, 1), (1, 2), (1, 3), (2, 4)):
        cost[row, column] = 0
    assert warping(cost, 0.1).tolist() == [0, 2, 4]


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1)])
def test_recordings_of_a_frame_have_a_way_too(shape):
    found = warping(np.ones(shape, np.float32), 0.2)
    assert len(found) == shape[0]
    assert 0 <= found.min() <= found.max() < shape[1]

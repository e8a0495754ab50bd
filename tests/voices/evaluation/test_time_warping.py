"""The cheapest way through a table of costs."""

import numpy as np
import pytest

from voices.evaluation.time_warping import cheapest_way, column_of_each_row


def test_the_way_takes_the_cheap_places_and_a_row_the_middle_of_several():
    cost = np.ones((3, 5), np.float32)
    places = [(0, 0), (1, 1), (1, 2), (1, 3), (2, 4)]
    for place in places:
        cost[place] = 0
    way = cheapest_way(cost, 0.1)
    assert [tuple(place) for place in way] == places
    assert column_of_each_row(way).tolist() == [0, 2, 4]


def test_going_aside_is_dear_if_it_costs():
    cost = np.array([[0, 0, 9], [9, 0.3, 0], [9, 9, 0]], np.float32)
    assert cheapest_way(cost).tolist() == [[0, 0], [0, 1], [1, 2], [2, 2]]
    assert cheapest_way(cost, 0.2).tolist() == [[0, 0], [1, 1], [2, 2]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1)])
def test_recordings_of_a_frame_have_a_way_too(shape):
    found = column_of_each_row(cheapest_way(np.ones(shape, np.float32), 0.2))
    assert len(found) == shape[0]
    assert 0 <= found.min() <= found.max() < shape[1]

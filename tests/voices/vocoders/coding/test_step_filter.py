import numpy as np
import pytest

from voices.vocoders.coding.step_filter import filtered_steps


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "coding-cache"))


def steps_and_weights(steps, places, channels):
    random = np.random.default_rng(0)
    return random.normal(size=(steps, channels)), random.normal(size=(places, channels, channels))


@pytest.mark.parametrize(("steps", "places", "channels"), [(600, 25, 4), (30, 3, 2), (9, 1, 1), (7, 7, 3)])
def test_a_step_is_the_weighted_sum_of_those_around_it(steps, places, channels):
    given, weights = steps_and_weights(steps, places, channels)
    windows = np.lib.stride_tricks.sliding_window_view(given, places, axis=0)  # [T, C, P]
    np.testing.assert_allclose(filtered_steps(given, weights), np.einsum("tcp,pco->ot", windows, weights), atol=1e-12)


def test_too_few_steps_make_none():
    assert filtered_steps(*steps_and_weights(4, 5, 2)).shape == (2, 0)


@pytest.mark.parametrize("piece", [1, 7, 300])
def test_a_step_is_the_same_to_the_last_bit_however_many_are_made_at_once(piece):
    given, weights = steps_and_weights(624, 25, 4)
    pieces = [filtered_steps(given[first : first + piece + 24], weights) for first in range(0, 600, piece)]
    np.testing.assert_array_equal(np.concatenate(pieces, 1), filtered_steps(given, weights))

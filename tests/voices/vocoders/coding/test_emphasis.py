import numpy as np
import pytest

from voices.vocoders.coding.emphasis import emphasise
from voices.vocoders.coding.joining import Joiner


def joiner(coefficient: float) -> Joiner:
    return Joiner(np.ones((1, 1, 1)), coefficient)


@pytest.mark.parametrize("coefficient", [0.0, 0.5, 0.85, 0.97])
def test_joining_one_band_undoes_emphasis(coefficient):
    waveform = np.random.default_rng(1).uniform(-1, 1, 5000).astype(np.float32)
    undone = joiner(coefficient).join(emphasise(waveform, coefficient)[:, None])
    assert np.abs(undone - waveform).max() < 1e-5


def test_emphasis_is_undone_in_pieces_as_at_once():
    emphasised = np.random.default_rng(2).uniform(-0.1, 0.1, (900, 1))
    whole, piece = joiner(0.85).join(emphasised), joiner(0.85)
    assert np.array_equal(np.concatenate([piece.join(emphasised[:333]), piece.join(emphasised[333:])]), whole)

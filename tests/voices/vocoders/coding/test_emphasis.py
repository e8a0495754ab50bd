import numpy as np
import pytest

from voices.vocoders.coding.emphasis import deemphasise, emphasise


@pytest.mark.parametrize("coefficient", [0.0, 0.5, 0.85, 0.97])
def test_deemphasis_undoes_emphasis(coefficient):
    waveform = np.random.default_rng(1).uniform(-1, 1, 5000).astype(np.float32)
    assert np.abs(deemphasise(emphasise(waveform, coefficient), coefficient) - waveform).max() < 1e-5


def test_deemphasis_in_pieces_equals_deemphasis_at_once():
    emphasised = np.random.default_rng(2).uniform(-0.1, 0.1, 900).astype(np.float32)
    whole = deemphasise(emphasised, 0.85)
    first = deemphasise(emphasised[:333], 0.85)
    second = deemphasise(emphasised[333:], 0.85, first[-1])
    assert np.array_equal(np.concatenate([first, second]), whole)

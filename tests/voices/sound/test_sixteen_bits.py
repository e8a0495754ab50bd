"""Sixteen bits and back."""

import numpy as np

from voices.sound.sixteen_bits import sixteen_bits, waveform_of


def test_every_whole_number_that_a_waveform_can_become_comes_back_as_itself():
    whole = np.arange(-32767, 32768).astype(np.int16)
    np.testing.assert_array_equal(sixteen_bits(waveform_of(whole)), whole)


def test_no_number_is_read_as_louder_than_full_scale():
    extremes = waveform_of(np.array([-32768, -32767, 0, 32767], np.int16))
    assert extremes.tolist() == [-1, -1, 0, 1]
    assert extremes.dtype == np.float32

"""Spreading segments over frames."""

import numpy as np

from voices.conditioning.frames import frame_inputs


def test_frames_carry_their_segments_contexts_and_their_place_in_it():
    contexts = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    frames = frame_inputs(contexts, np.array([1, 3]))
    assert frames.shape == (4, 5)
    np.testing.assert_array_equal(frames[:, :2], contexts[[0, 1, 1, 1]])
    np.testing.assert_allclose(frames[:, 2], [0.5, 1 / 6, 3 / 6, 5 / 6], atol=1e-6)
    np.testing.assert_allclose(frames[1:, 3], np.log1p([0.5, 1.5, 2.5]), atol=1e-6)
    np.testing.assert_allclose(frames[1:, 4], np.log1p([2.5, 1.5, 0.5]), atol=1e-6)

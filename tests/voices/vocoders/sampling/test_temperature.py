import numpy as np

from voices.vocoders.sampling.temperature import frame_temperatures


def test_voiced_frames_are_drawn_at_six_tenths_of_the_temperature_of_the_others():
    assert frame_temperatures(np.ones(4, bool)).tolist() == [np.float32(0.4)] * 4
    assert frame_temperatures(np.zeros(4, bool)).tolist() == [1.0] * 4


def test_temperature_glides_over_five_frames_where_voicing_begins():
    # The glide weighs a frame's neighbourhood by 1/12, 1/4, 1/3, 1/4 and 1/12.
    share = np.array([0, 0, 1, 4, 8, 11, 12, 12]) / 12
    voiced = np.arange(8) >= 4
    np.testing.assert_allclose(frame_temperatures(voiced), 1 - 0.6 * share, atol=1e-6)
    np.testing.assert_allclose(frame_temperatures(~voiced), 0.4 + 0.6 * share, atol=1e-6)

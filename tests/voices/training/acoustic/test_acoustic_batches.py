"""Batches and scales of aligned speech."""

import numpy as np
import pytest

from voices.training.acoustic.batches import NoAlignedSpeechError, UtteranceBatches, held_out_batches, make_batch
from voices.training.acoustic.measured_scales import measure_scales


def test_scales_are_those_of_the_bands_and_of_each_speakers_voiced_frames(speech):
    scales = measure_scales(speech, 3)
    mel = np.concatenate([one.mel for one in speech])
    np.testing.assert_allclose(scales.mel_mean, mel.mean(0), rtol=1e-5)
    assert scales.pitch_mean[0] == pytest.approx(np.log(220), abs=0.02)
    assert scales.pitch_mean[1] == pytest.approx(np.log(110), abs=0.02)
    assert np.log(110) < scales.pitch_mean[2] < np.log(220)  # a speaker without speech


def test_unvoiced_frames_lie_between_their_voiced_neighbours(speech):
    scales = measure_scales(speech, 2)
    log_f0 = np.log(np.array([200, 1, 1, 240], np.float32))
    pitch = scales.pitch(log_f0, np.array([True, False, False, True]), 0)
    np.testing.assert_allclose(np.diff(pitch), np.diff(pitch)[0], rtol=1e-4)
    assert not scales.pitch(log_f0, np.zeros(4, bool), 0).any()


def test_a_batch_is_filled_up_and_masked(speech):
    scales = measure_scales(speech, 2)
    batch = make_batch(speech[:3], scales)
    frames = [len(one.mel) for one in speech[:3]]
    assert batch.units == sum(frames)
    assert batch.arrays["frame_mask"].sum(1).tolist() == frames
    assert batch.arrays["mel"].shape == (3, max(frames), 5)
    shortest = int(np.argmin(frames))
    assert not batch.arrays["mel"][shortest, frames[shortest] :].any()
    assert batch.arrays["speaker"].tolist() == [0, 1, 0]


def test_the_batch_of_a_step_is_always_the_same_and_never_held_out(speech):
    scales = measure_scales(speech, 2)
    one, two = (UtteranceBatches(speech, scales, 4, seed=3)(7) for _ in range(2))
    for name, array in one.arrays.items():
        np.testing.assert_array_equal(array, two.arrays[name])
    other = UtteranceBatches(speech, scales, 4, seed=3)(8)
    assert other.arrays["mel"].shape != one.arrays["mel"].shape or not np.array_equal(
        other.arrays["mel"], one.arrays["mel"]
    )
    assert sum(len(batch.arrays["speaker"]) for batch in held_out_batches(speech, scales, 3)) == 4


def test_nothing_to_train_on_is_one_clear_error(speech):
    scales = measure_scales(speech, 2)
    with pytest.raises(NoAlignedSpeechError, match="held out or was skipped"):
        UtteranceBatches(speech[36:], scales, 4, seed=0)

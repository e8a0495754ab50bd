"""What is done to a waveform after the vocoder."""

import numpy as np
import pytest
import soundfile

from frontend.utterance import PlayedSound
from voices.speaking.finish import finish

RATE = 1000  # a ramp is 10 samples, an edge 30
LENGTHS = np.array([100, 200, 100, 300])


def finished(waveform, plan, pieces=None):
    chunks = np.split(waveform, pieces) if pieces is not None else [waveform]
    return np.concatenate(list(plan.apply(chunks)))


def test_without_gains_and_pauses_nothing_changes():
    waveform = np.random.default_rng(0).standard_normal(700).astype(np.float32)
    plan = finish(LENGTHS, [1.0] * 4, {}, RATE)
    np.testing.assert_array_equal(finished(waveform, plan), waveform)
    np.testing.assert_array_equal(plan.ends, [100, 300, 400, 700])


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.05, 0.1, 1.0])
def test_a_pause_lasts_exactly_as_long_as_asked_and_is_silent_between_its_edges(seconds):
    waveform = np.ones(700, np.float32)
    plan = finish(LENGTHS, [1.0] * 4, {2: seconds}, RATE)
    samples = finished(waveform, plan)
    length = round(seconds * RATE)
    assert len(samples) == 600 + length
    np.testing.assert_array_equal(plan.ends, [100, 300, 300 + length, 600 + length])
    pause = samples[300 : 300 + length]
    assert (pause[30:-30] == 0).all()
    assert (np.diff(pause[: length // 2]) <= 0).all()  # it fades, and comes back
    assert (np.diff(pause[length // 2 + 1 :]) >= 0).all()
    assert (samples[:300] == 1).all()
    assert (samples[300 + length :] == 1).all()


@pytest.mark.parametrize("place", [0, 2, 3])
@pytest.mark.parametrize("pieces", [None, [50, 299, 310, 399, 650]])
def test_recordings_are_heard_whole_in_their_pause_however_the_waveform_comes(tmp_path, place, pieces):
    path = tmp_path / "a.wav"
    recording = np.linspace(0.1, 0.9, 250, dtype=np.float32)
    soundfile.write(path, recording, RATE, subtype="FLOAT")
    sounds = [PlayedSound(path, 0.25, 0, 0.1), PlayedSound(path, 0.25, 0, 0.35)]
    plan = finish(LENGTHS, [1.0] * 4, {place: 0.7}, RATE, sounds={place: sounds})
    samples = finished(np.ones(700, np.float32), plan, pieces)
    assert len(samples) == plan.ends[-1] == 700 - LENGTHS[place] + 30 + 700 + 30
    pause = samples[plan.ends[place] - 760 : plan.ends[place]]
    np.testing.assert_array_equal(pause[30:-30], np.concatenate([np.zeros(100), recording, recording, np.zeros(100)]))


def test_a_recording_is_resampled_and_as_long_as_it_was_when_it_was_found(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, 0.5 * np.sin(np.arange(32000) * 2 * np.pi * 50 / 8000), 8000, subtype="FLOAT")
    for seconds in (3.0, 4.0, 5.0):  # it has four
        plan = finish(LENGTHS, [1.0] * 4, {2: seconds}, RATE, sounds={2: [PlayedSound(path, seconds, 0, 0.0)]})
        heard = finished(np.ones(700, np.float32), plan)[330:][: round(seconds * RATE)]
        expected = 0.5 * np.sin(np.arange(round(seconds * RATE)) * 2 * np.pi * 50 / RATE)
        expected[4000:] = 0
        np.testing.assert_allclose(heard[100:3900], expected[100:3900][: len(heard) - 100], atol=0.01)
        assert (heard[4000:] == 0).all()


def test_gain_is_of_the_segment_and_changes_without_a_step():
    plan = finish(LENGTHS, [1.0, 0.5, 1.0, 2.0], {}, RATE)
    samples = finished(np.ones(700, np.float32), plan)
    np.testing.assert_allclose(samples[[50, 200, 350, 600]], [1.0, 0.5, 1.0, 2.0], rtol=1e-6)
    assert np.abs(np.diff(samples)).max() < 0.11
    assert samples[100] == pytest.approx(0.75, abs=0.05)  # half-way, at the boundary


@pytest.mark.parametrize("pieces", [[1], [130, 131], [299, 300, 301, 399, 400, 401], list(range(1, 700))])
def test_the_pieces_it_comes_in_make_no_difference(pieces):
    waveform = np.random.default_rng(1).standard_normal(700).astype(np.float32)
    plan = finish(LENGTHS, [1.0, 0.5, 0.5, 2.0], {0: 0.03, 2: 0.5}, RATE)
    np.testing.assert_array_equal(finished(waveform, plan, pieces), finished(waveform, plan))

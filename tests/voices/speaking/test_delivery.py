"""How each word is said, segment by segment."""

import numpy as np
import pytest

from frontend.analysis import Frontend
from frontend.linguistic.segments import segments
from frontend.ssml.read import read_ssml
from frontend.utterance import Delivery
from voices.speaking.delivery import exact_pauses, pitch_shifts, segment_deliveries

MEAN = np.log(200.0)


def parts(ssml):
    (utterance,) = Frontend().utterances(read_ssml(f"<speak>{ssml}</speak>"))
    return segments(utterance), utterance


def test_segments_are_said_as_their_words_and_pauses_as_the_word_before():
    row, utterance = parts('a, <prosody rate="50%">b,</prosody> c')
    rates = [one.rate for one in segment_deliveries(row, utterance.words)]
    symbols = [segment.phone.symbol for segment in row]
    assert symbols == ["_", "eɪ", "_", "b", "iː", "_", "s", "iː", "_"]
    assert rates == [1, 1, 1, 0.5, 0.5, 0.5, 1, 1, 1]


def test_exact_pauses_are_found_by_their_segments():
    row, utterance = parts('<break time="3s"/>a <break time="1s"/> b, c<break time="2s"/>')
    assert exact_pauses(row, utterance) == {0: 3.0, 2: 1.0, len(row) - 1: 2.0}


@pytest.mark.parametrize(
    ("delivery", "hz"),
    [
        (Delivery(), 200.0),
        (Delivery(semitones=12.0), 400.0),
        (Delivery(hertz=-50.0), 150.0),
        (Delivery(semitones=-12.0, hertz=20.0), 120.0),
        (Delivery(baseline_hz=120.0), 120.0),
        (Delivery(hertz=-500.0), 20.0),
    ],
)
def test_pitch_is_shifted_from_the_speakers_own(delivery, hz):
    shifts = pitch_shifts([delivery], MEAN, np.array([7]))
    np.testing.assert_allclose(np.exp(MEAN + shifts), np.full(7, hz), rtol=1e-5)


def test_pitch_glides_from_one_word_to_the_next():
    shifts = pitch_shifts([Delivery(), Delivery(semitones=12.0)], MEAN, np.array([10, 10]))
    assert (shifts[:8] == 0).all()
    np.testing.assert_allclose(shifts[12:], np.log(2), rtol=1e-6)
    assert 0.1 < np.diff(shifts).max() < 0.2

"""What is wanted of speech, and what of it is refused."""

from dataclasses import dataclass

import pytest

from voices.speaking.knob import Knob, OutOfRangeError, knob, knobs
from voices.speaking.request import Request


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"volume": -1.0}, "volume is -1, but must be from 0 to 10"),
        ({"sentence_silence": float("nan")}, "sentence_silence is nan, but must be from 0 to 60"),
        ({"semitones": 100.0}, "pitch is 100, but must be from"),
        ({"seed": -1}, "seed is -1, but must be at least 0"),
        ({"loudness": 0.0}, "loudness is 0, but must be from -60 to -5"),
    ],
)
def test_what_is_beyond_its_limits_is_refused_by_the_name_that_users_know(values, message):
    with pytest.raises(OutOfRangeError, match=message):
        Request(**values)


def test_a_request_that_names_another_voice_does_not_keep_the_speaker_of_the_first():
    request = Request("bob", voice="first", seed=3)
    assert request.changed({"voice": "second"}) == Request(voice="second", seed=3)
    assert request.changed({"voice": "second", "speaker": "eve"}) == Request("eve", voice="second", seed=3)
    assert request.changed({"pitch": 4.0}) == Request("bob", voice="first", seed=3, semitones=4.0)


def test_a_request_for_another_speed_does_not_keep_the_words_a_minute_of_the_first():
    request = Request(words_per_minute=160.0)
    assert request.changed({"speed": 2.0}) == Request(speed=2.0)
    assert request.changed({"speed": 2.0, "wpm": 100.0}) == Request(speed=2.0, words_per_minute=100.0)
    assert request.changed({"pitch": 1.0}).words_per_minute == 160


def test_a_speaker_of_its_own_wins_over_the_one_beside_the_voice():
    assert Request(voice="voice#ann").speaker_name == "ann"
    assert Request("bob", voice="voice#ann").speaker_name == "bob"
    assert Request(voice="voice").speaker_name is None
    assert Request(voice="voice#ann").voice_name == "voice"


def test_a_knob_says_all_that_options_and_columns_are_made_of():
    @dataclass(frozen=True)
    class Wanted:
        warmth: float | None = knob(None, "Warmer.", (0.0, 1.0), name="heat", spellings=("-w",), unit="K")

    assert knobs(Wanted) == (Knob("warmth", "heat", float, None, "Warmer.", (0.0, 1.0), ("-w",), "K"),)
    assert knobs(Wanted)[0].range == "from 0 to 1"

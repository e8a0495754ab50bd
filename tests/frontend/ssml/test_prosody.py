"""SSML's values as numbers."""

import pytest

from frontend.ssml.prosody import break_seconds, emphasised, with_pitch, with_rate, with_volume
from frontend.utterance import Delivery

CHANGED = Delivery(rate=2.0, semitones=3.0, gain=0.5)


@pytest.mark.parametrize(
    ("value", "rate"),
    [("x-slow", 0.5), ("fast", 1.25), ("default", 1.0), ("80%", 0.8), ("+10%", 2.2), ("-50%", 1.0), ("1.5", 1.5)],
)
def test_rates_are_of_the_voice_and_signed_ones_of_what_is_around(value, rate):
    assert with_rate(CHANGED, value).rate == pytest.approx(rate)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x-low", Delivery(semitones=-6.0)),
        ("+2st", Delivery(semitones=5.0)),
        ("-1.5st", Delivery(semitones=1.5)),
        ("+100%", Delivery(semitones=15.0)),
        ("-20Hz", Delivery(semitones=3.0, hertz=-20.0)),
        ("150Hz", Delivery(baseline_hz=150.0)),
    ],
)
def test_pitches_add_up_and_levels_and_hertz_start_anew(value, expected):
    assert with_pitch(Delivery(semitones=3.0), value) == expected


@pytest.mark.parametrize(
    ("value", "gain"),
    [("silent", 0.0), ("soft", 0.5), ("+6dB", 0.9976), ("-6.0dB", 0.2506), ("+100%", 1.0), ("25", 0.25), ("100%", 1.0)],
)
def test_volumes_are_factors_and_decibels_are_of_what_is_around(value, gain):
    assert with_volume(CHANGED, value).gain == pytest.approx(gain, abs=1e-4)


def test_emphasis_slows_raises_and_strengthens_and_reduced_does_the_opposite():
    strong, reduced = (emphasised(CHANGED, level) for level in ("strong", "reduced"))
    assert strong.rate < CHANGED.rate < reduced.rate
    assert strong.semitones > CHANGED.semitones > reduced.semitones
    assert strong.gain > CHANGED.gain > reduced.gain
    assert emphasised(CHANGED, "none") == CHANGED


@pytest.mark.parametrize(
    ("time", "strength", "seconds"),
    [("500ms", None, 0.5), ("1.5s", "none", 1.5), (None, None, 0.5), (None, "none", 0.0), (None, "x-strong", 1.0)],
)
def test_breaks_are_seconds_and_the_time_counts(time, strength, seconds):
    assert break_seconds(time, strength) == seconds


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (with_rate, "quick", "rate is 'quick', but must be x-slow"),
        (with_rate, "-100%", "must stay from 10% to 1000%"),
        (with_rate, "0%", "must stay from 10% to 1000%"),
        (with_pitch, "2st", "pitch is '2st', but must be x-low"),
        (with_pitch, "+99st", "goes too far"),
        (with_pitch, "5Hz", "goes too far"),
        (with_volume, "101", "volume is '101', but must be silent"),
        (with_volume, "+999999dB", "must stay from 0 to 10"),
        (emphasised, "huge", "level is 'huge', but must be strong"),
    ],
)
def test_what_is_no_value_or_too_much_says_what_would_be_right(read, value, message):
    with pytest.raises(ValueError, match=message):
        read(Delivery(), value)


@pytest.mark.parametrize(
    ("time", "strength"), [("3", None), ("-1s", None), ("61s", None), ("9" * 400 + "s", None), (None, "big")]
)
def test_a_break_that_is_none_is_refused(time, strength):
    with pytest.raises(ValueError, match="but must be"):
        break_seconds(time, strength)

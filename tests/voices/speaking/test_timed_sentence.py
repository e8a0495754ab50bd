"""Times of a sentence in the audio it is written to."""

import pytest

from frontend.ssml.read import read_ssml
from tests.voices.tiny_voice import make_tiny_voice
from voices.speaking.timed_sentence import timed_sentence
from voices.voice import load_voice


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices") / "tiny"
    make_tiny_voice(folder)
    return load_voice(str(folder))


def timed(voice, ssml, offset=0.0):
    return [timed_sentence(planned, offset) for planned in voice.plan(read_ssml(f"<speak>{ssml}</speak>"))]


def test_times_are_those_of_the_frames_and_of_the_offset(voice):
    (planned,) = voice.plan("Hello there.")
    found = timed_sentence(planned, 10.0)
    lead = planned.prosody.durations[0] * 0.01
    assert found.start == 10.0
    assert found.words[0].start == pytest.approx(10.0 + lead)
    assert found.end == pytest.approx(10.0 + planned.prosody.durations.sum() * 0.01)
    for word, spoken in zip(found.words, planned.utterance.words, strict=True):
        assert [phone.text for phone in word.phones] == [str(phone) for phone in spoken.phones]


def test_phones_that_the_voice_does_not_know_keep_their_names(voice):
    (sentence,) = timed(voice, '<phoneme ph="ʀ ˈyː">x</phoneme>')
    assert [phone.text for phone in sentence.words[0].phones] == ["ʀ", "ˈyː"]


def test_marks_have_the_times_of_their_words(voice):
    (sentence,) = timed(
        voice,
        '<mark name="zero"/><break time="1s"/>One <mark name="a"/>two <mark name="b"/><break time="1s"/>three'
        '<mark name="c"/>',
        5.0,
    )
    one, two, three = sentence.words
    expected = {"zero": 5.0, "a": two.start, "b": two.end, "c": three.end}
    assert {mark.name: mark.seconds for mark in sentence.marks} == pytest.approx(expected)
    assert one.start == pytest.approx(6.0)
    assert three.start - two.end == pytest.approx(1.0)

"""A voice speaks: what comes out, what changes it, and what it refuses."""

import itertools

import numpy as np
import pytest

from frontend.errors import TtsError
from frontend.phones.ipa import PAUSE
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.manifest import BadVoiceError, read_manifest
from voices.packs.sealing import seal_voice
from voices.voice import Request, UnknownSpeakerError, load_voice

TEXT = "Hello there. How are you?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices") / "tiny"
    make_tiny_voice(folder)
    return folder


@pytest.fixture(scope="module")
def voice(folder):
    return load_voice(str(folder))


def samples(voice, text=TEXT, **wishes):
    return np.concatenate([sentence.samples for sentence in voice.speak(text, Request(**wishes))])


def test_every_sentence_is_said_frame_by_frame(voice):
    first, second = voice.speak(TEXT)
    assert (first.utterance.text, second.utterance.text) == ("Hello there.", "How are you?")
    for sentence in (first, second):
        assert len(sentence.row) == len(sentence.prosody.durations)
        assert len(sentence.mel) == sentence.prosody.durations.sum()
        assert len(sentence.samples) == 160 * len(sentence.mel)
        assert np.abs(sentence.samples).max() <= 1
        assert sentence.samples.std() > 0
        assert sentence.row[0].phone.symbol == sentence.row[-1].phone.symbol == PAUSE


def test_the_same_seed_gives_the_same_samples_and_another_seed_others(voice):
    np.testing.assert_array_equal(samples(voice, seed=7), samples(voice, seed=7))
    assert not np.array_equal(samples(voice, seed=7), samples(voice, seed=8))


def test_sentences_come_one_by_one_and_are_the_same_when_the_rest_is_never_asked_for(voice):
    (first,) = itertools.islice(voice.speak(TEXT), 1)
    np.testing.assert_array_equal(first.samples, next(iter(voice.speak(TEXT))).samples)


def test_a_long_text_is_said_more_at_a_time_and_sounds_as_said_one_by_one(voice, monkeypatch):
    text = " ".join(f"This is sentence number {number}." for number in range(12))
    one_by_one = [voice.say_together([planned])[0].samples for planned in voice.plan(text)]
    together, say_together = [], type(voice).say_together
    monkeypatch.setattr(
        type(voice), "say_together", lambda *given: together.append(len(given[1])) or say_together(*given)
    )
    found = [sentence.samples for sentence in voice.speak(text, threads=2)]
    assert together == [1, 2, 4, 5]
    for one, other in zip(one_by_one, found, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_text_in_parts_goes_on_with_the_noise_of_the_next_number(voice):
    whole, parts = list(voice.plan("One.\n\nTwo.")), [*voice.plan("One."), *voice.plan("Two.", first=1)]
    assert [planned.seed for planned in whole] == [planned.seed for planned in parts]
    assert whole[0].seed != whole[1].seed


def test_sentences_of_different_temperatures_are_said_together_as_they_are_alone(voice):
    planned = [*voice.plan("One.", Request(temperature=0.3)), *voice.plan("Two."), *voice.plan("Three.")]
    for one, other in zip(planned, voice.say_together(planned), strict=True):
        np.testing.assert_array_equal(voice.say_together([one])[0].samples, other.samples)


def test_twice_the_speed_takes_half_the_time(voice):
    text = "The quick brown fox jumps over the lazy dog."
    assert len(samples(voice, text, speed=0.5)) == pytest.approx(2 * len(samples(voice, text)), rel=0.1)


def test_semitones_raise_the_pitch_and_nothing_else(voice):
    (plain,) = voice.speak("Hello.")
    (high,) = voice.speak("Hello.", Request(semitones=12))
    np.testing.assert_array_equal(plain.prosody.durations, high.prosody.durations)
    np.testing.assert_allclose(high.prosody.log_f0 - plain.prosody.log_f0, np.log(2), atol=1e-5)


def test_speakers_sound_different_and_the_first_is_the_default(voice):
    np.testing.assert_array_equal(samples(voice), samples(voice, speaker="ann"))
    assert not np.array_equal(samples(voice)[:1000], samples(voice, speaker="bob")[:1000])
    np.testing.assert_array_equal(samples(voice, speaker="1"), samples(voice, speaker="bob"))
    with pytest.raises(UnknownSpeakerError, match="no speaker 'eve'; its speakers are ann, bob"):
        samples(voice, speaker="eve")


def test_phones_the_voice_does_not_know_are_said_as_the_nearest(voice):
    (sentence,) = voice.speak("[[ʀ ˈyː x ɲ ɛ̃]]")
    assert [segment.phone.symbol for segment in sentence.row].count(PAUSE) == 2
    assert len(sentence.row) == 7


def test_a_text_without_speech_is_silent(voice):
    assert list(voice.speak("... ?!")) == []


@pytest.mark.parametrize("wish", [{"speed": 0.0}, {"semitones": 100.0}, {"temperature": -1.0}, {"speed": float("nan")}])
def test_a_wish_out_of_range_is_refused(wish):
    with pytest.raises(TtsError, match="but must be from"):
        Request(**wish)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contexts_version": 99}, "was trained on contexts of version 99"),
        ({"sample_rate": 8000}, "sample rates are 8000 and 16000"),
        ({"speakers": ["ann"]}, "speakers are 2 and 1"),
        ({"models": {"acoustic": "acoustic.safetensors"}}, "has no vocoder model"),
        (
            {"models": {"acoustic": "vocoder.safetensors", "vocoder": "vocoder.safetensors"}},
            "says nothing about a model",
        ),
    ],
)
def test_a_voice_whose_parts_do_not_fit_is_refused(tmp_path, changes, message):
    make_tiny_voice(tmp_path / "odd", **changes)
    with pytest.raises(TtsError, match=message):
        load_voice(str(tmp_path / "odd"))


def test_a_damaged_voice_is_refused(tmp_path):
    make_tiny_voice(tmp_path / "odd")
    with (tmp_path / "odd" / "vocoder.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x7f")
    with pytest.raises(BadVoiceError, match="is damaged"):
        load_voice(str(tmp_path / "odd"))


def test_sealing_again_changes_nothing(folder):
    before = read_manifest(folder)
    assert seal_voice(folder, before) == before


def test_a_voice_has_its_own_temperature_unless_the_request_says(tmp_path, voice):
    make_tiny_voice(tmp_path / "calm", temperature=0.2)
    calm = load_voice(str(tmp_path / "calm"))
    np.testing.assert_array_equal(samples(calm), samples(voice, temperature=0.2))
    np.testing.assert_array_equal(samples(calm, temperature=1.0), samples(voice))

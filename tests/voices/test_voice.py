"""A voice speaks: what comes out, what changes it, and what it refuses."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from frontend.errors import TtsError
from frontend.phones.ipa import PAUSE
from frontend.ssml.read import read_ssml
from tests.voices.tiny_voice import make_tiny_voice
from voices.conditioning.feature_config import voice_features
from voices.packs.manifest import BadVoiceError, read_manifest
from voices.packs.sealing import seal_voice
from voices.speaking import render
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


def samples(voice, text=TEXT, **wanted):
    return np.concatenate([sentence.samples for sentence in voice.speak(text, Request(**wanted))])


def test_every_sentence_is_said_frame_by_frame(voice):
    first, second = voice.speak(TEXT)
    assert (first.planned.utterance.text, second.planned.utterance.text) == ("Hello there.", "How are you?")
    for sentence in (first, second):
        assert len(sentence.planned.row) == len(sentence.planned.prosody.durations)
        assert len(sentence.planned.mel) == sentence.planned.prosody.durations.sum()
        assert len(sentence.samples) == 160 * len(sentence.planned.mel) + sentence.planned.rest
        assert np.abs(sentence.samples).max() <= 1
        assert sentence.samples.std() > 0
        assert sentence.planned.row[0].phone.symbol == sentence.planned.row[-1].phone.symbol == PAUSE


def test_the_same_seed_gives_the_same_samples_and_another_seed_others(voice):
    np.testing.assert_array_equal(samples(voice, seed=7), samples(voice, seed=7))
    assert not np.array_equal(samples(voice, seed=7), samples(voice, seed=8))


def test_sentences_come_one_by_one_and_are_the_same_when_the_rest_is_never_asked_for(voice):
    (first,) = itertools.islice(voice.speak(TEXT), 1)
    np.testing.assert_array_equal(first.samples, next(iter(voice.speak(TEXT))).samples)


def test_a_sentence_streamed_or_said_with_others_has_the_same_samples(voice):
    plans = [plan for text in ("Hello.", "How are you?", "Hello there, you.") for plan in voice.plan(text)]
    alone = [voice.say_together([plan])[0].samples for plan in plans]
    for plan, expected in zip(plans, alone, strict=True):
        np.testing.assert_array_equal(np.concatenate(list(voice.stream(plan, 500))), expected)
    for spoken, expected in zip(voice.say_together(plans, threads=2), alone, strict=True):
        np.testing.assert_array_equal(spoken.samples, expected)
    for spoken, expected in zip(voice.say(plans), alone, strict=True):
        np.testing.assert_array_equal(spoken.samples, expected)


def test_a_long_text_is_said_more_at_a_time_and_sounds_as_said_one_by_one(voice, monkeypatch):
    text = " ".join(f"This is sentence number {number}." for number in range(12))
    one_by_one = [voice.say_together([planned])[0].samples for planned in voice.plan(text)]
    together, sound_together = [], render.sound_together
    monkeypatch.setattr(
        render, "sound_together", lambda *given: together.append(len(given[0])) or sound_together(*given)
    )
    found = [sentence.samples for sentence in voice.speak(text, threads=2)]
    assert together == [2, 4, 5]  # after the first, which is heard while it is made
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
    np.testing.assert_array_equal(plain.planned.prosody.durations, high.planned.prosody.durations)
    np.testing.assert_allclose(high.planned.prosody.log_f0 - plain.planned.prosody.log_f0, np.log(2), atol=1e-5)
    assert len(high.samples) == len(plain.samples)


@pytest.mark.parametrize(
    ("wanted", "asked"), [(-12, -3), (-3, -3), (-1, -1), (0, 0), (3, 3), (4.5, 1.5), (6, 0), (12, 0)]
)
def test_models_are_asked_for_a_pitch_they_make_well_and_the_rest_is_moved_after_them(voice, wanted, asked):
    near, far = (next(voice.plan("Hello.", Request(semitones=semitones))) for semitones in (asked, wanted))
    np.testing.assert_allclose(near.mel, far.mel, atol=1e-5)
    np.testing.assert_allclose(near.features, far.features, atol=1e-5)
    assert near.finish.shift is None
    if wanted == asked:
        assert far.finish.shift is None
    else:
        np.testing.assert_allclose(far.finish.shift.ratios, 2 ** ((wanted - asked) / 12), rtol=1e-5)


def test_speakers_sound_different_and_the_first_is_the_default(voice):
    np.testing.assert_array_equal(samples(voice), samples(voice, speaker="ann"))
    assert not np.array_equal(samples(voice)[:1000], samples(voice, speaker="bob")[:1000])
    np.testing.assert_array_equal(samples(voice, speaker="1"), samples(voice, speaker="bob"))
    with pytest.raises(UnknownSpeakerError, match="no speaker 'eve'; its speakers are ann, bob"):
        samples(voice, speaker="eve")


def test_phones_the_voice_does_not_know_are_said_as_the_nearest(voice):
    (sentence,) = voice.speak("[[ʀ ˈyː x ɲ ɛ̃]]")
    assert [segment.phone.symbol for segment in sentence.planned.row].count(PAUSE) == 2
    assert len(sentence.planned.row) == 7


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
        (
            {"sample_rate": 8000, "features": replace(voice_features(8000), bands=8)},
            "sample rates are 8000 and 16000",
        ),
        ({"features": voice_features(16000)}, "bands of the spectrum are 80 and 8"),
        ({"features": replace(voice_features(16000), bands=8, hop=200)}, "samples of a frame are 200 and 160"),
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


def spoken(voice, ssml, **wanted):
    return list(voice.speak(read_ssml(f"<speak>{ssml}</speak>"), Request(**wanted)))


def test_ssml_without_elements_is_said_as_plain_text_is(voice):
    for one, other in zip(spoken(voice, TEXT), voice.speak(TEXT), strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)


def test_a_break_is_silence_of_exactly_its_length(voice):
    (sentence,) = spoken(voice, 'One <break time="1.2345s"/> two')
    first, second = sentence.words
    assert second.start - first.end == pytest.approx(1.2345, abs=1e-4)
    pause = sentence.samples[round(first.end * 16000) : round(second.start * 16000)]
    assert np.abs(pause[500:-500]).max() == 0
    assert len(sentence.samples) == sentence.planned.finish.ends[-1] + sentence.planned.rest


def test_a_break_between_sentences_is_all_there_is_between_them(voice):
    first, second = spoken(voice, 'First one.<break time="2s"/> Second.')
    assert len(first.samples) / 16000 - first.words[-1].end == pytest.approx(2.0)
    assert second.words[0].start == 0


def test_rate_and_pitch_are_of_the_words_they_stand_around(voice):
    (plain,) = spoken(voice, "One two three")
    (slow,) = spoken(voice, 'One <prosody rate="25%" pitch="+6st">two</prosody> three')
    lasts = [[word.end - word.start for word in sentence.words] for sentence in (plain, slow)]
    assert lasts[1][1] == pytest.approx(4 * lasts[0][1], rel=0.2)
    for place in (0, 2):
        assert lasts[1][place] == pytest.approx(lasts[0][place], abs=0.02)
    hz = [np.exp(sentence.planned.prosody.log_f0) for sentence in (plain, slow)]
    assert hz[1].max() == pytest.approx(2**0.5 * hz[0].max(), rel=0.2)
    assert hz[1][-1] == pytest.approx(hz[0][-1], rel=0.3)


@pytest.mark.parametrize(("ssml", "semitones"), [('pitch="+24st"', 12), ('pitch="500Hz"', 12), ('pitch="30Hz"', -12)])
def test_pitch_stays_where_it_sounds_like_a_voice_and_a_warning_says_so(voice, ssml, semitones):
    (plain,) = spoken(voice, "Hello")
    for wanted in (0, 3):
        (shifted,) = spoken(voice, f"<prosody {ssml}>Hello</prosody>", semitones=wanted)
        change = shifted.planned.prosody.log_f0 - plain.planned.prosody.log_f0
        np.testing.assert_allclose(change, semitones * np.log(2) / 12, atol=1e-4)
        assert "pitch is kept from -12 to +12 semitones" in " ".join(shifted.planned.warnings) or wanted == semitones
    (within,) = spoken(voice, '<prosody pitch="x-low">Hello</prosody>')
    assert within.planned.warnings == ()


def test_volume_is_of_the_words_it_stands_around(voice):
    (sentence,) = spoken(voice, 'One <prosody volume="silent">two</prosody> three')
    quiet = sentence.words[1]
    middle = (quiet.start + quiet.end) / 2
    assert sentence.samples[round(middle * 16000)] == 0
    assert sentence.samples.std() > 0


def test_speed_and_rate_together_stay_within_the_limits(voice):
    (sentence,) = spoken(voice, '<prosody rate="10%">One</prosody>', speed=0.1)
    (slowest,) = spoken(voice, "One", speed=0.1)
    np.testing.assert_array_equal(sentence.samples, slowest.samples)


@pytest.mark.parametrize("name", ["bob", "#bob", "en_US-tiny#bob"])
def test_a_speaker_named_in_the_text_speaks_its_part(voice, name):
    first, second = spoken(voice, f'Hello. <voice name="{name}">Hello.</voice>')
    assert (first.planned.speaker, second.planned.speaker) == (0, 1)


@pytest.mark.parametrize(
    ("attributes", "speaker"),
    [
        ('gender="male"', 1),  # at 100 Hz on average
        ('gender="female"', 0),
        ('name="nobody bob"', 1),
        ('name="nobody" gender="male"', 1),
        ('languages="en-GB" gender="male"', 1),
    ],
)
def test_the_speaker_that_a_text_describes_speaks_its_part(voice, attributes, speaker):
    first, second = spoken(voice, f"Hello. <voice {attributes}>Hello.</voice>")
    assert (first.planned.speaker, second.planned.speaker) == (0, speaker)
    assert not first.planned.warnings


def test_a_voice_in_another_language_speaks_the_part_that_wishes_for_that_language(voice, tmp_path, monkeypatch):
    make_tiny_voice(tmp_path / "other", name="other", language="de", temperature=0.2)
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    first, second = spoken(voice, 'Hello. <voice languages="de">Hallo.</voice>')
    assert [one.planned.temperature for one in (first, second)] == [1.0, 0.2]


@pytest.mark.parametrize("attributes", ['name="nobody noone"', 'languages="xx"'])
def test_where_no_voice_fits_the_one_of_the_request_speaks_and_a_warning_says_so(voice, attributes):
    first, second = spoken(voice, f"Hello. <voice {attributes}>Hello.</voice>", speaker="bob")
    assert (first.planned.speaker, second.planned.speaker) == (1, 1)
    assert "speaks in its place" in first.planned.warnings[0]


def test_another_voice_named_in_the_text_speaks_its_part_and_streams(voice, tmp_path):
    make_tiny_voice(tmp_path / "other", name="other", temperature=0.2)
    plans = list(voice.plan(read_ssml(f'<speak>Hello. <voice name="{tmp_path / "other"}#bob">Hello.</voice></speak>')))
    assert [(plan.speaker, plan.temperature) for plan in plans] == [(0, 1.0), (1, 0.2)]
    for plan, together in zip(plans, voice.say_together(plans), strict=True):
        np.testing.assert_array_equal(np.concatenate(list(voice.stream(plan, 333))), together.samples)


@pytest.mark.parametrize("rate_hz", [8000, 24000])
def test_a_voice_of_another_rate_speaks_at_the_rate_of_the_voice_that_was_asked_for(voice, tmp_path, rate_hz):
    make_tiny_voice(tmp_path / "other", name="other", rate_hz=rate_hz)
    hello, part = spoken(voice, f'Hello. <voice name="{tmp_path / "other"}">Hello there.</voice>')
    _, alone = load_voice(str(tmp_path / "other")).speak("Hello. Hello there.")
    assert (hello.planned.rate, part.planned.rate, alone.planned.rate) == (16000, 16000, rate_hz)
    assert len(part.samples) == pytest.approx(len(alone.samples) * 16000 / rate_hz, abs=2)
    assert part.words[-1].end == pytest.approx(alone.words[-1].end)
    low = [np.abs(np.fft.rfft(one.samples, 4 * one.planned.rate))[400:12000:4] for one in (part, alone)]  # to 3 kHz
    assert np.corrcoef(*low)[0, 1] > 0.99


@pytest.mark.parametrize("speed", [0.5, 1.0, 4.0])
def test_after_a_sentence_is_what_its_pause_lacks_of_a_readers(voice, speed):
    text = "Hello there, " * 25 + "you. Bye.\n\nBye."  # a clause, a sentence, the ends of two paragraphs
    pauses = []
    for one in voice.speak(text, Request(speed=speed)):
        own = np.diff(one.planned.finish.ends)[-1]
        pauses.append((own + one.planned.rest) / 16000)
        assert one.planned.rest == 0 or not one.samples[-one.planned.rest :].any()
        assert one.words[-1].end * 16000 == pytest.approx(len(one.samples) - own - one.planned.rest)
    own, *readers = pauses
    assert own < 0.3 / speed
    assert readers == pytest.approx([max(wanted / speed, own) for wanted in (0.3, 0.5, 0.5)], abs=1e-4)


def test_after_a_break_that_was_asked_for_is_no_more_silence(voice):
    first, second = spoken(voice, 'Hello there.<break time="40ms"/> Bye.')
    assert first.planned.rest == 0 < second.planned.rest


def test_silence_follows_sentences_in_whole_samples_but_not_clauses(voice):
    text = "Hello there, " * 25 + "you. Bye."  # longer than a breath: two clauses, and a sentence
    plain, apart = (list(voice.speak(text, Request(sentence_silence=seconds))) for seconds in (0.0, 0.00017))
    added = [len(one.samples) - len(other.samples) for one, other in zip(apart, plain, strict=True)]
    assert added == [0, 3, 3]
    assert not apart[-1].samples[-3:].any()


def test_volume_is_a_factor_and_never_wraps_round(voice):
    plain, quiet, loud = (samples(voice, volume=volume) for volume in (0.25, 0.125, 10.0))
    np.testing.assert_array_equal(quiet, plain * np.float32(0.5))
    assert np.abs(loud).max() == 1
    assert (np.sign(loud) == np.sign(plain)).all()


def test_threads_share_a_voice_and_say_what_they_would_alone(voice):
    texts = [f"{word} is number {number}, or $1{number}.50." for number, word in enumerate(("Hello", "Kyiv", "Seven"))]
    alone = [[one.row for one in voice.plan(text)] for text in texts]
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda number: [one.row for one in voice.plan(texts[number % 3])], range(120)))
    assert found == alone * 40
    sounds = [samples(voice, text) for text in texts]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda number: samples(voice, texts[number % 3]), range(12)))
    for place, sound in enumerate(together):
        np.testing.assert_array_equal(sound, sounds[place % 3])


def test_an_unknown_voice_in_the_text_is_named(voice):
    with pytest.raises(TtsError, match="there is no voice 'nobody'"):
        spoken(voice, '<voice name="nobody">Hello.</voice>')


def test_what_the_voice_cannot_speak_is_a_warning(voice):
    languages = " ".join(f'<lang xml:lang="{language}">b</lang>' for language in ("de", "xx", "en-GB"))
    ssml = f"<speak><x>a</x> {languages}</speak>"
    assert [line.split(";")[0] for line in voice.warnings(read_ssml(ssml))] == [
        "SSML <x> is not known here",
        "the voice speaks en-us",
        "there is no pronunciation of 'xx'",
    ]


def test_words_and_phones_have_their_times(voice):
    (sentence,) = voice.speak("Hello there, you.")
    assert [word.text for word in sentence.words] == ["Hello", "there", "you"]
    for word in sentence.words:
        assert (word.start, word.end) == (word.phones[0].start, word.phones[-1].end)
        assert all(one.end == other.start for one, other in itertools.pairwise(word.phones))
        assert all(phone.end - phone.start >= 0.0099 for phone in word.phones)
    assert sentence.words[0].start > 0
    assert sentence.words[-1].end < len(sentence.samples) / 16000


def test_a_sentence_that_would_never_end_is_refused_before_any_of_it_is_made(voice):
    breaks = '<break time="60s"/>' * 2000
    with pytest.raises(TtsError, match="the pauses of one sentence last 120000 seconds, but may last 600 at most"):
        spoken(voice, f"One {breaks} two")
    with pytest.raises(TtsError, match=r"one sentence lasts \d+ seconds, but may last 300 at most"):
        spoken(voice, f'<phoneme ph="{"a" * 5000}">x</phoneme>', speed=0.1)


def test_a_voice_of_absurd_durations_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.voices.tiny_voice.FRAMES_OF_A_SEGMENT", 1e30)
    make_tiny_voice(tmp_path / "slow")
    with pytest.raises(TtsError, match="one sentence lasts"):
        list(load_voice(str(tmp_path / "slow")).plan("Hello."))


def test_a_long_pause_is_made_a_little_at_a_time(voice):
    (planned,) = voice.plan(read_ssml('<speak>One <break time="60s"/><break time="60s"/> two</speak>'))
    pieces = list(voice.stream(planned))
    assert sum(map(len, pieces)) > 120 * 16000
    assert max(map(len, pieces)) <= 16000


def test_a_long_alias_is_said_in_sentences(voice):
    alias = "hello there you two " * 200
    said = list(voice.plan(read_ssml(f'<speak><sub alias="{alias}">x</sub></speak>')))
    assert len(said) > 10
    assert sum(len(one.utterance.words) for one in said) == 800

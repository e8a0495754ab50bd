"""Conversion from waveform to waveform."""

from dataclasses import replace

import numpy as np
import pytest

from frontend.errors import TtsError
from tests.voices.tiny_conversion import SOURCE_SHARE, make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from voices.conversion.service import ConversionRequest, ConversionService, UnfitVoiceError
from voices.registry import UnknownVoiceError

RATE = 16000
VOWEL_HZ = 110.0


def vowel(seconds, hz=VOWEL_HZ, rate=RATE):
    """Harmonics under the formants of an "ah", with the pitch gliding a little."""
    time = np.arange(int(seconds * rate)) / rate
    phase = 2 * np.pi * np.cumsum(hz * (1 + 0.05 * np.sin(2 * np.pi * time))) / rate
    sound = np.zeros_like(time)
    for number in range(1, int(rate / 2.2 / hz)):
        level = sum(np.exp(-(((number * hz - formant) / 150) ** 2)) for formant in (730, 1090, 2440))
        sound += (level + 0.02) * np.sin(number * phase)
    return (0.2 * sound / np.abs(sound).max()).astype(np.float32)


@pytest.fixture
def service(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    make_tiny_voice(tmp_path / "en_US-tiny")
    make_tiny_conversion(tmp_path / "tiny-conversion")
    return ConversionService()


REQUEST = ConversionRequest("en_US-tiny", "bob")


def converted(service, waveform, request=REQUEST, rate=RATE, block=1000):
    blocks = (waveform[first : first + block] for first in range(0, len(waveform), block))
    return np.concatenate([np.zeros(0, np.float32), *service.convert(blocks, rate, request)])


@pytest.mark.parametrize("samples", [1, 159, 160, 161, 16000, 16123])
def test_what_comes_out_is_as_long_as_what_went_in(service, samples):
    assert len(converted(service, vowel(2)[:samples])) == samples


@pytest.mark.parametrize("rate", [8000, 22050, 44100])
def test_any_rate_goes_in_and_the_voices_comes_out(service, rate):
    assert len(converted(service, vowel(1, rate=rate), rate=rate)) == pytest.approx(RATE, abs=2)


def test_the_blocks_do_not_matter(service):
    waveform = vowel(1.5)
    np.testing.assert_array_equal(converted(service, waveform, block=77), converted(service, waveform, block=5000))


def test_seeds_and_pitch_matter(service):
    waveform, request = vowel(0.5), ConversionRequest("en_US-tiny", "ann", pitch="keep")
    plain = converted(service, waveform, request)
    for other in (
        ConversionRequest("en_US-tiny", "ann", pitch="keep", seed=1),
        ConversionRequest("en_US-tiny", "ann", pitch=7.0),
        ConversionRequest("en_US-tiny", "bob", pitch="keep"),
    ):
        assert not np.array_equal(converted(service, waveform, other), plain)


def test_live_speech_comes_out_before_it_is_all_in(service):
    taken = 0

    def blocks():
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield vowel(0.1)

    live = ConversionRequest("en_US-tiny", "bob", live=True)
    heard = (piece for piece in service.convert(blocks(), RATE, live) if len(piece))
    next(heard)
    assert taken < 15  # of 0.1 s each


def test_a_long_recording_is_never_held_as_a_whole(service):
    import tracemalloc

    def blocks():
        for _ in range(60):
            yield np.zeros(RATE, np.float32)

    for _ in service.convert(blocks(), RATE, REQUEST):
        break  # everything is loaded and compiled
    tracemalloc.start()
    for _ in service.convert(blocks(), RATE, REQUEST):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40e6


def test_codes_say_what_the_recording_says(service):
    waveform = vowel(1)
    coded = service.encode(iter([waveform]), RATE, REQUEST)
    assert coded.frames == 100
    assert coded.codes.shape == (50, 2)
    decoded = np.concatenate(list(service.decode(coded, REQUEST)))
    through_codes = ConversionRequest("en_US-tiny", "bob", through_codes=True)
    np.testing.assert_array_equal(decoded, converted(service, waveform, through_codes))
    assert not np.array_equal(decoded, converted(service, waveform))  # which hears what lies between the codes too


def test_a_speaker_that_the_model_does_not_know_is_an_error_that_names_those_it_does(tmp_path, service):
    make_tiny_conversion(tmp_path / "another", "another", speakers=["bob"])
    with pytest.raises(UnfitVoiceError, match="does not speak as ann, but as bob"):
        service.convert(iter([]), RATE, ConversionRequest("en_US-tiny", "ann", "another"))


def test_a_model_of_one_speaker_hides_no_other_speaker(tmp_path, service):
    waveform = vowel(0.3)
    before = {name: converted(service, waveform, ConversionRequest("en_US-tiny", name)) for name in ("ann", "bob")}
    make_tiny_conversion(tmp_path / "a-mine", "a-mine", speakers=["bob"], seed=1)
    after = {name: converted(service, waveform, ConversionRequest("en_US-tiny", name)) for name in ("ann", "bob")}
    np.testing.assert_array_equal(after["ann"], before["ann"])
    assert not np.array_equal(after["bob"], before["bob"])  # of two that know him the first
    np.testing.assert_array_equal(converted(service, waveform, ConversionRequest("en_US-tiny", "0")), before["ann"])


@pytest.mark.parametrize("voice", [None, "en_US-tiny"])
@pytest.mark.parametrize("model", [None, "a-mine"])
def test_where_no_speaker_is_named_the_models_first_is_heard(tmp_path, service, voice, model):
    make_tiny_conversion(tmp_path / "a-mine", "a-mine", speakers=["bob"], seed=1)
    waveform = vowel(0.3)
    heard = converted(service, waveform, ConversionRequest(voice, None, model))
    np.testing.assert_array_equal(heard, converted(service, waveform, ConversionRequest("en_US-tiny", "bob", "a-mine")))


def test_the_path_of_a_voice_is_as_good_as_its_name(tmp_path, service):
    waveform = vowel(0.3)
    by_path = converted(service, waveform, ConversionRequest(str(tmp_path / "en_US-tiny"), "bob"))
    np.testing.assert_array_equal(by_path, converted(service, waveform))


def test_a_model_is_loaded_once_however_it_is_asked_for(service):
    requests = (
        REQUEST,
        ConversionRequest("en_US-tiny", "ann"),
        ConversionRequest(),
        ConversionRequest(model="tiny-conversion"),
    )
    assert len({id(service.model(request)) for request in requests}) == 1


def test_a_voice_without_a_model_is_an_error(tmp_path, service):
    make_tiny_voice(tmp_path / "fr_FR-other", "fr_FR-other")
    with pytest.raises(UnknownVoiceError, match="no conversion model for voice 'fr_FR-other'"):
        service.convert(iter([]), RATE, ConversionRequest("fr_FR-other"))


def test_nothing_at_all_makes_nothing(service):
    assert len(converted(service, np.zeros(0, np.float32))) == 0


def test_clarity_is_the_models_unless_another_is_wanted_and_none_is_needed_through_codes(service):
    waveform = vowel(0.5)
    own, same, none = (
        converted(service, waveform, replace(REQUEST, clarity=clarity)) for clarity in (None, SOURCE_SHARE, 0.0)
    )
    np.testing.assert_array_equal(own, same)
    assert not np.array_equal(own, none)
    coded = [converted(service, waveform, replace(REQUEST, through_codes=True, clarity=share)) for share in (None, 0.0)]
    np.testing.assert_array_equal(*coded)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"clarity": float("nan")}, "clarity is nan, but must be 0 to 1"),
        ({"clarity": 1.5}, "must be 0 to 1"),
        ({"clarity": 0.5, "through_codes": True}, "codes alone"),
        ({"clarity": 0.5, "model": "plain"}, "without source_share"),
    ],
)
def test_clarity_that_cannot_be_is_refused(tmp_path, service, wanted, problem):
    make_tiny_conversion(tmp_path / "plain", "plain", source_share=0.0)
    with pytest.raises(TtsError, match=problem):
        converted(service, vowel(0.2), replace(REQUEST, **wanted))

"""The service that speaks: parts of a text, voices kept, warnings told."""

import numpy as np
import pytest
import soundfile

from tests.voices.tiny_voice import make_tiny_voice
from voices.sound.recording import UnreadableRecordingError
from voices.speaking.local_sound import local_sound
from voices.speaking.request import Request
from voices.speaking.service import SpeechService
from voices.speaking.timed_sentence import timed_sentence


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices") / "tiny"
    make_tiny_voice(folder)
    return SpeechService(str(folder))


def pieces(speech):
    return [np.concatenate(list(sentence.pieces)) for sentence in speech]


def test_a_text_in_parts_is_spoken_as_the_whole(service):
    whole = pieces(service.speak(["One fish. Two fish.\n\nThree fish."], Request(seed=2)))
    parts = pieces(service.speak(["One fish. Two fish.\n\n", "Three fish."], Request(seed=2)))
    assert len(parts) == 3
    for one, other in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_text_in_one_piece_needs_no_list(service):
    (found,) = pieces(service.speak("One fish."))
    np.testing.assert_array_equal(found, pieces(service.speak(["One fish."]))[0])


def test_sentences_of_a_later_part_are_where_they_are_in_the_whole_text(service):
    texts = ["One fish.\n\n", "Two fish.\n\n", "Three fish."]
    places = [(one.planned.utterance.start, one.planned.utterance.end) for one in service.speak(texts)]
    assert ["".join(texts)[start:end] for start, end in places] == ["One fish.", "Two fish.", "Three fish."]


def test_the_first_part_is_heard_before_there_is_a_second(service):
    def texts():
        yield "One fish. Two fish."
        pytest.fail("it asked for more")

    sentences = iter(service.speak(texts()))
    for _ in range(2):
        assert len(next(next(sentences).pieces)) > 0


def test_a_voice_is_loaded_once_for_all_requests(service):
    assert service.voice(Request()) is service.voice(Request("bob", speed=2.0)) is service.voice()


def test_each_warning_is_told_once_and_of_its_own_speech(service):
    speech = service.speak(["Привіт! Як справи?"])
    assert speech.warnings == []
    assert len(pieces(speech)) == 2
    assert [line.split(",")[0] for line in speech.warnings] == ["the text is in Cyrillic letters"]
    plain = service.speak(["Hello."])
    pieces(plain)
    assert plain.warnings == []


def test_the_warnings_of_ssml_come_with_its_first_sentence(service):
    speech = service.speak([service.script("<speak><x>One.</x> <y>Two.</y></speak>", None)])
    first = next(iter(speech))
    assert [line.split(" is ")[0] for line in first.planned.warnings] == ["SSML <x>", "SSML <y>"]


@pytest.fixture
def played(service, tmp_path):
    """A service that plays recordings, and a text with one of a constant 0.5 for two seconds, of another rate."""
    soundfile.write(tmp_path / "half.wav", np.full(16000, 0.5), 8000)
    player = SpeechService(service.voice().folder, sounds=local_sound)
    return player, f'<speak>One fish. <audio src="{tmp_path / "half.wav"}">ding</audio> Two fish.</speak>'


def test_a_recording_is_heard_between_its_sentences_and_times_are_those_of_the_sound(played):
    player, ssml = played
    first, second = player.speak(player.script(ssml, None))
    samples = np.concatenate(list(first.pieces))
    rate = player.rate()
    times = timed_sentence(first.planned)
    assert times.end == len(samples) / rate
    said = round(times.words[-1].end * rate)
    heard = samples[said:]
    assert len(heard) == round((2.0 + 2 * 0.03) * rate)
    middle = heard[round(0.1 * rate) : -round(0.1 * rate)]
    np.testing.assert_allclose(middle, 0.5, atol=0.01)
    words = timed_sentence(second.planned, times.end).words
    assert [word.text for word in words] == ["Two", "fish"]
    assert words[0].start - times.end <= 0.03  # no pause of the voice's own


def test_a_recording_is_as_loud_as_is_wanted(played):
    player, ssml = played
    first = next(iter(player.speak(player.script(ssml, None), Request(volume=0.5))))
    np.testing.assert_allclose(np.concatenate(list(first.pieces))[-20000:-2000], 0.25, atol=0.01)


def test_a_service_reads_no_file_that_a_text_names_unless_it_was_told_to(service, played, monkeypatch):
    monkeypatch.setattr("voices.speaking.finish.open_recording", lambda path: pytest.fail(f"it opened {path}"))
    script = service.script(played[1], None)
    assert script.text == "One fish. ding Two fish."
    spoken = pieces(service.speak(script))
    for one, other in zip(spoken, pieces(service.speak("One fish. ding Two fish.")), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_recording_that_vanished_meanwhile_is_an_error_of_the_user(played, tmp_path):
    player, ssml = played
    speech = player.speak(player.script(ssml, None))
    (tmp_path / "half.wav").unlink()
    with pytest.raises(UnreadableRecordingError, match="there is no recording"):
        pieces(speech)

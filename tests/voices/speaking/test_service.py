"""The service that speaks: parts of a text, voices kept, warnings told."""

import numpy as np
import pytest

from tests.voices.tiny_voice import make_tiny_voice
from voices.speaking.request import Request
from voices.speaking.service import SpeechService


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

"""Words a minute are of ordinary text, pauses and all, whatever the voice's own rate."""

import pytest

from frontend.analysis import Frontend
from tests.voices.tiny_voice import make_tiny_voice
from voices.speaking.request import Request
from voices.speaking.service import SpeechService
from voices.speaking.words_per_minute import PASSAGES, UnknownPaceError, own_words_per_minute


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices") / "en_US-tiny"
    make_tiny_voice(folder)
    return SpeechService(str(folder))


@pytest.mark.parametrize("wanted", [100, 300])
@pytest.mark.parametrize("speaker", ["ann", "bob"])
def test_an_ordinary_text_has_the_words_a_minute_that_are_asked_for(service, wanted, speaker):
    words, seconds = 0, 0.0
    for planned in service.plan(PASSAGES["en"], Request(speaker, words_per_minute=wanted)):
        words += len(planned.utterance.words)
        seconds += planned.finish.ends[-1] / planned.rate
    assert 60 * words / seconds == pytest.approx(wanted, rel=0.02)


def test_the_words_a_minute_of_a_voice_itself_are_its_speed_of_one(service):
    own = own_words_per_minute(service.voice(), 0)
    plain, asked = (next(service.plan("Hello there.", wanted)) for wanted in (Request(), Request(words_per_minute=own)))
    assert list(plain.prosody.durations) == list(asked.prosody.durations)


def test_a_language_without_a_text_to_measure_on_is_refused(tmp_path):
    make_tiny_voice(tmp_path / "voice", language="cs")
    service = SpeechService(str(tmp_path / "voice"))
    with pytest.raises(UnknownPaceError, match="speaks cs, in which words a minute are not known here"):
        next(service.plan("ano", Request(words_per_minute=100)))


@pytest.mark.parametrize("language", PASSAGES)
def test_every_passage_is_two_sentences_of_words_that_stand_there(language):
    utterances = list(Frontend({"en": "en-us", "fr": "fr-fr"}.get(language, language)).utterances(PASSAGES[language]))
    assert len(utterances) == 2
    assert sum(len(one.words) for one in utterances) == len(PASSAGES[language].split())

"""Utterances as rows of segments."""

from frontend.analysis import Frontend
from frontend.linguistic.segments import Place, phrase_type, segments
from frontend.phones.ipa import PAUSE
from frontend.utterance import Stress


def row_of(text, **options):
    (utterance,) = Frontend().utterances(text)
    return segments(utterance, **options)


def test_pauses_stand_at_both_ends_and_at_breaks_of_medium_strength():
    symbols = [segment.phone.symbol for segment in row_of("No, a (big) dog.")]
    assert "".join(symbols) == "_noʊ_ɐbɪɡdɑːɡ_"


def test_measured_pauses_take_the_place_of_those_at_breaks():
    symbols = [segment.phone.symbol for segment in row_of("No, a dog.", pauses={1})]
    assert "".join(symbols) == "_noʊɐ_dɑːɡ_"


def test_a_phone_knows_its_places():
    row = row_of("Oh, hello there.")
    schwa = next(segment for segment in row if segment.phone.symbol == "ə")
    assert schwa.in_syllable == Place(1, 2)
    assert schwa.syllable_in_word == Place(0, 2)
    assert schwa.word_in_phrase == Place(0, 2)
    assert schwa.phrase_in_utterance == Place(1, 2)
    assert (schwa.part, schwa.syllable_stress) == ("nucleus", Stress.NONE)
    assert next(segment for segment in row if segment.phone.symbol == "l").syllable_stress == Stress.PRIMARY


def test_every_phone_of_the_utterance_is_there_in_order():
    (utterance,) = Frontend().utterances("In the end, nobody knew; did they?")
    phones = [phone for word in utterance.words for phone in word.phones]
    assert [segment.phone for segment in segments(utterance) if segment.phone.symbol != PAUSE] == phones


def test_phrases_end_as_their_punctuation_says():
    row = row_of("Oh, is it?")
    assert [phrase_type(segment.after) for segment in row] == ["continuation"] * 3 + ["question"] * 5
    assert {phrase_type(segment.ending) for segment in row} == {"question"}

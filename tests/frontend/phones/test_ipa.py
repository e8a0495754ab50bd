"""The phonetic alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.phones.ipa import PAUSE, UnknownPhoneError, articulation, parse_phones
from frontend.utterance import Phone, Stress


@pytest.mark.parametrize(
    ("transcription", "phones"),
    [
        ("h ə l ˈoʊ", "h ə l ˈoʊ"),
        ("həlˈoʊ", "h ə l ˈoʊ"),
        ("h_ə_l_ˈoʊ", "h ə l ˈoʊ"),
        ("həˈloʊ", "h ə l ˈoʊ"),
        ("fˈɔːɹ", "f ˈɔː ɹ"),
        ("fˈaɪɚ", "f ˈaɪ ɚ"),
        ("tʃˈaɪnə", "tʃ ˈaɪ n ə"),
        ("t͡s", "ts"),
        ("bˈʌʔn̩", "b ˈʌ ʔ n̩"),
        ("naɪˈiːv", "n aɪ ˈiː v"),
        ("r ʲ ã bʰ", "rʲ a\u0303 bʰ"),
        ("good", "ɡ oo d"),
        ("ˌeɪˈaɪ", "ˌeɪ ˈaɪ"),
        ("a:", "aː"),
    ],
)
def test_a_transcription_splits_into_its_phones(transcription, phones):
    assert " ".join(map(str, parse_phones(transcription))) == phones


@pytest.mark.parametrize("transcription", ["", " ", "ˈ", "q5", "Ж", "h%", "ː"])
def test_what_is_not_ipa_is_an_error_that_names_it(transcription):
    with pytest.raises(UnknownPhoneError, match=r"is not a phone|no phone in"):
        parse_phones(transcription)


@given(
    st.lists(st.sampled_from("p b t d k m n ŋ s ʃ tʃ dʒ ɹ l j w iː ɪ ɛ æ ɑː aɪ oʊ ɚ n̩".split()), min_size=1), st.data()
)
def test_parsing_what_was_printed_gives_the_same_phones(symbols, data):
    phones = tuple(
        Phone(symbol, data.draw(st.sampled_from(Stress)) if articulation(symbol).vowel else Stress.NONE)
        for symbol in symbols
    )
    assert parse_phones(" ".join(map(str, phones))) == phones


def test_articulations_are_those_of_the_chart():
    assert (articulation("b").place, articulation("b").manner, articulation("b").voiced) == (
        "bilabial",
        "plosive",
        True,
    )
    assert not articulation("p").voiced
    assert (articulation("tʃ").place, articulation("tʃ").manner) == ("postalveolar", "affricate")
    assert articulation("iː").long
    assert articulation("ɚ").rhotic
    assert articulation("n̩").syllabic
    assert articulation("i").height > articulation("e").height > articulation("a").height
    assert articulation("u").backness > articulation("i").backness
    assert articulation("aɪ").end_height > articulation("aɪ").height
    assert articulation("ɪ").end_height == articulation("ɪ").height
    assert not articulation(PAUSE).voiced


def test_stress_belongs_to_the_vowel():
    assert parse_phones("ˈst ɹ ɛ s") == (
        Phone("s"),
        Phone("t"),
        Phone("ɹ"),
        Phone("ɛ", Stress.PRIMARY),
        Phone("s"),
    )

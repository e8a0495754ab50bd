"""Acronyms, and letters that stand for themselves."""

import pytest

from frontend.analysis import Frontend
from frontend.english.acronyms import in_small_letters, spelt
from frontend.utterance import PhoneSource


def said(text):
    return {word.text: word for utterance in Frontend().utterances(text) for word in utterance.words}


def test_the_last_letter_of_an_acronym_is_stressed():
    assert "".join(map(str, spelt("FBI"))) == "ˌɛfbˌiːˈaɪ"
    assert "".join(map(str, spelt("BMW"))) == "bˌiːˌɛmdˈʌbəljuː"


@pytest.mark.parametrize(
    "text", ["He met the IMF.", "The WHO warned.", "Ask our IT team.", "Two NGOs left.", "AT&T rose.", "CO2 is a gas."]
)
def test_an_acronym_that_is_no_word_is_spelt(text):
    assert [word for word in said(text).values() if word.source == PhoneSource.LETTERS]


@pytest.mark.parametrize(
    "text",
    [
        "I said it is VERY good.",
        "WHO ARE YOU AND WHAT IS IT?",
        "Did he see WHO did it?",
        "NASA won.",
        "THE 9 O'CLOCK BUS IS 10 MINUTES LATE.",
    ],
)
def test_a_word_in_capitals_is_said_as_a_word(text):
    assert not [word for word in said(text).values() if word.source == PhoneSource.LETTERS]


def test_capitals_do_not_make_espeak_spell_a_word():
    assert "".join(map(str, said("He needs more RAM now.")["RAM"].phones)) == "ɹˈæm"
    assert [in_small_letters(word) for word in ("RAM", "IMF", "Ram")] == ["ram", "IMF", "Ram"]


@pytest.mark.parametrize(
    "text", ["Vitamin A helps.", "She got an A in math.", "An A380 landed.", "The letter a came.", "A or B?"]
)
def test_the_letter_a_has_its_name(text):
    assert [word.text.lower() for word in said(text).values() if word.source == PhoneSource.LETTERS] == ["a"]


@pytest.mark.parametrize("text", ["A man came.", "Once Upon A Time it was.", "He said: A man came.", "IT IS A TEST"])
def test_the_article_has_not(text):
    assert "".join(map(str, said(text)["A"].phones)) == "ɐ"

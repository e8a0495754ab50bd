"""Phones word by word, where espeak joins and parts words."""

import pytest

from frontend.phones.espeak import EspeakError, languages
from frontend.phones.words import LONGEST_WORD, phonemize_words


def spoken(clause, language="en-us"):
    words = clause.split()
    return ["".join(map(str, phones)) for phones in phonemize_words(words, language)]


def test_words_that_espeak_joins_are_told_apart():
    assert spoken("in the of the out of the house") == ["ɪn", "ðɪ", "ʌv", "ðɪ", "ˌaʊɾ", "əv", "ðə", "hˈaʊs"]
    assert spoken("able to be there was a man") == ["ˈeɪbəl", "tə", "bi", "ðɛɹ", "wˌʌz", "ɐ", "mˈæn"]


def test_a_word_that_espeak_parts_stays_whole():
    assert spoken("see AIUkraine now") == ["sˈiː", "ˌeɪˈaɪjuːkɹˈeɪn", "nˈaʊ"]


def test_joined_and_parted_words_in_one_clause_do_not_cancel_out():
    assert spoken("of the iPhone")[2] == "ˈaɪfˈoʊn"


def test_a_word_that_does_not_align_leaves_its_neighbours_alone():
    assert spoken("for more RAM now")[0::3] == ["fɔːɹ", "nˈaʊ"]
    assert spoken("in FY seven")[0::2] == ["ɪn", "sˈɛvən"]


def test_words_sound_as_in_their_clause():
    assert spoken("the end") == ["ðɪ", "ˈɛnd"]
    assert spoken("the house") == ["ðə", "hˈaʊs"]


def test_no_letter_of_a_long_word_is_lost():
    (phones,) = phonemize_words(["ba" * 1000], "en-us")
    assert [phone.symbol for phone in phones].count("b") >= 1000 - 1000 // LONGEST_WORD


def test_no_word_of_a_long_clause_is_lost():
    assert all(spoken("of the people and out of the " * 100))


@pytest.mark.parametrize("word", ["你好", "שלום", "مرحبا", "ʻ", "ᚠ", "𝔄", "ሀ", "߀"])
def test_letters_of_any_script_are_heard(word):
    assert all(spoken(f"say {word} twice"))


def test_every_language_of_espeak_speaks_in_known_phones():
    for language in languages():
        if language not in ("fo", "kaa"):  # their dictionaries are not in the package
            assert all(spoken("1 2 3 10 21 100 1000 ha michael zorro", language)), language


@pytest.mark.parametrize(("word", "language", "phone"), [("5", "da", "ɛ"), ("aacht", "lb", "χ"), ("ph", "om", "ɸ")])
def test_letters_of_espeaks_that_are_not_ipa_are_known(word, language, phone):
    assert phone in {one.symbol for one in phonemize_words([word], language)[0]}


def test_no_mixture_of_scripts_makes_espeak_write_what_is_no_phone():
    assert all(phonemize_words(["שלוםૂVIII", "ქართულიשלוםiPhone"], "fr-fr"))


def test_a_stress_mark_without_a_phone_is_no_word():
    assert all(phonemize_words(["Yy"], "om"))


def test_an_unknown_language_is_an_error_that_lists_the_known():
    with pytest.raises(EspeakError, match=r"does not speak 'xx'; it speaks .*en-us"):
        spoken("hi", "xx")


@pytest.mark.parametrize("name", ["en", "EN_us", "fr", "uk"])
def test_language_names_may_be_short_or_written_with_underscores(name):
    assert spoken("ok", name)


@pytest.mark.parametrize("text", ["\U00030000", "\U00030000 \U00030001"])
def test_letters_that_espeak_passes_over_are_read_by_name_even_with_nothing_beside_them(text):
    assert all(phonemize_words(text.split(), "en-us"))

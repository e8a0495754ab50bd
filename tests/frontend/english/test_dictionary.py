"""The dictionary over espeak's."""

import pytest

from frontend.analysis import Frontend
from frontend.english.dictionary import FILE, OWN_WORDS, dictionary_phones
from frontend.english.heteronyms import is_heteronym
from frontend.phones.ipa import parse_phones
from frontend.utterance import PhoneSource

HARD = {
    "prosciutto": "pɹəʃˈuːɾoʊ",
    "Nguyen": "wˈɪn",
    "Goethe's": "ɡˈɜːtəz",
    "Joaquin": "wˌɑːkˈiːn",
    "jalapeño": "hˌɑːləpˈeɪnjoʊ",
    "UNESCO": "juːnˈɛskoʊ",
}


@pytest.mark.parametrize("word", HARD)
def test_a_word_that_espeak_errs_on_is_said_as_in_the_dictionary(word):
    (utterance,) = Frontend().utterances(f"It was {word} again.")
    found = utterance.words[2]
    assert ("".join(map(str, found.phones)), found.source) == (HARD[word], PhoneSource.DICTIONARY)


def test_a_word_that_espeak_says_well_is_not_there():
    assert dictionary_phones("water") is None


@pytest.mark.parametrize("file", [FILE, OWN_WORDS], ids=lambda file: file.name)
def test_every_line_is_a_word_with_phones_that_can_be_parsed(file):
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, phones = line.split(" ")
            assert parse_phones(phones)
            assert not is_heteronym(word)

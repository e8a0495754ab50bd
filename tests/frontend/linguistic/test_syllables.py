"""Splitting words into syllables."""

import pytest

from frontend.linguistic.syllables import split_syllables
from frontend.phones.ipa import parse_phones


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("h ə l ˈoʊ", "hə.lˈoʊ"),
        ("s t ɹ ˈɛ s f ə l", "stɹˈɛs.fəl"),
        ("ˈɛ k s t ɹ ə", "ˈɛk.stɹə"),
        ("b ˈʌ ʔ n̩", "bˈʌ.ʔn̩"),
        ("aɪ d ˈiə", "aɪ.dˈiə"),
        ("ˈæ t l ə s", "ˈæ.tləs"),
        ("p s t", "pst"),
        ("aɪ", "aɪ"),
        ("ˈoʊ v ɚ", "ˈoʊ.vɚ"),
    ],
)
def test_consonants_go_with_the_vowel_they_rise_to(word, syllables):
    assert ".".join("".join(map(str, one)) for one in split_syllables(parse_phones(word))) == syllables

"""Numbers in languages other than English."""

import pytest

from frontend.normalization.other import normalize_other


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("uk", "У мене 5 яблук.", "У мене п'ять яблук."),
        ("uk", "Це коштує 25,5 гривень", "Це коштує двадцять п'ять кома п'ять гривень"),
        ("de", "3,05", "drei Komma null fünf"),
        ("uk", "1000000 людей", "один мільйон людей"),
        ("de", "Er hat 21 Äpfel.", "Er hat einundzwanzig Äpfel."),
        ("de", "Im Jahr 1984", "Im Jahr neunzehnhundertvierundachtzig"),
        ("de", "3,50 Euro", "drei Komma fünf null Euro"),
        ("de", "1.000.000 Menschen", "eine Million Menschen"),
        ("fr-fr", "80 jours", "quatre-vingts jours"),
    ],
)
def test_numbers_are_read_in_the_language(language, written, spoken):
    assert normalize_other(written, language) == spoken


def test_a_language_without_number_words_keeps_its_digits_for_espeak():
    assert normalize_other("5", "ia") == "5"

"""English normalisation: the table, and what holds for any text."""

import re

import pytest

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english
from frontend.normalization.english.numbers import cardinal, digits, number, ordinal, pairs, plural, year
from frontend.normalization.english.units import plural_unit, singular_unit
from frontend.normalization.roman import roman_value
from tests.frontend.normalization.table import HELD_OUT, UNSEEN, read_table, reads_as

TABLE = read_table()
PAIRS = [pytest.param(*pair, id=f"{category}: {pair[0]}") for category, pairs in TABLE.items() for pair in pairs]


def normalize(text):
    return normalize_english(canonical(sanitise(text)))


def test_the_table_covers_at_least_250_forms():
    assert len(PAIRS) >= 250
    assert all(len(pairs) >= 5 for pairs in TABLE.values())


@pytest.mark.parametrize(("written", "spoken"), PAIRS)
def test_a_written_form_is_read_as_in_the_table(written, spoken):
    assert reads_as(written, spoken)


@pytest.mark.parametrize("table", [HELD_OUT, UNSEEN], ids=lambda table: table.stem)
def test_a_table_written_before_the_rules_is_read_as_well(table):
    pairs = [pair for pairs in read_table(table).values() for pair in pairs]
    wrong = [written for written, spoken in pairs if not reads_as(written, spoken)]
    assert len(wrong) <= 0.01 * len(pairs), wrong


@pytest.mark.parametrize("pairs", [pytest.param(pairs, id=name) for name, pairs in TABLE.items()])
def test_what_is_spoken_already_stays_as_it_is(pairs):
    for _, spoken in pairs:
        assert reads_as(spoken, spoken)


@pytest.mark.parametrize("sentence", ["He said: {}.", "So {}, they say.", "({})", '"{}"'])
def test_a_form_is_read_the_same_inside_a_sentence(sentence):
    forms = {"$16.50": "sixteen dollars and fifty cents", "5 km": "five kilometers", "3/4": "three quarters"}
    for written, spoken in forms.items():
        assert spoken in normalize(sentence.format(written))


def test_ordinary_prose_is_left_alone():
    prose = "I don't know, she said; in the U K they'd call it twenty-one, or some such thing - wouldn't they?"
    assert normalize(prose) == prose


def test_no_digit_and_no_symbol_is_left():
    everything = " ".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x500), *range(0x2000, 0x2C00)]))
    assert not re.search(r"[\d$%&@#€°=+<>^~|\\_*→∞♥]", normalize(everything))


def test_numbers_in_words():
    assert cardinal(1234567) == "one million two hundred thirty four thousand five hundred sixty seven"
    assert cardinal(10**20) == digits("1" + "0" * 20)
    assert [ordinal(value) for value in (1, 12, 21, 100)] == ["first", "twelfth", "twenty first", "one hundredth"]
    assert number("1,002.50") == "one thousand two point five zero"
    assert [year(value) for value in (1066, 1900, 1905, 2000, 2007, 2010)] == [
        "ten sixty six",
        "nineteen hundred",
        "nineteen oh five",
        "two thousand",
        "two thousand seven",
        "twenty ten",
    ]
    assert [plural(word) for word in ("six", "twenty", "ten")] == ["sixes", "twenties", "tens"]
    assert [pairs(text) for text in ("747", "1600", "101", "12")] == [
        "seven forty seven",
        "sixteen hundred",
        "one oh one",
        "twelve",
    ]


def test_roman_numerals_have_their_values_or_none():
    assert [roman_value(numeral) for numeral in ("I", "IV", "XLII", "MCMXCIV")] == [1, 4, 42, 1994]
    assert [roman_value(text) for text in ("IIII", "VX", "IC", "")] == [None] * 4


def test_units_have_singular_plural_and_rates():
    assert singular_unit("kg") == "kilogram"
    assert plural_unit("m/s^2") == "meters per second squared"
    assert plural_unit("ft") == "feet"
    assert plural_unit("kWh") == "kilowatt hours"
    assert plural_unit("xyz") is None

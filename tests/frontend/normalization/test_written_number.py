"""Numbers as they are written in any country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.normalization.written_number import WRITTEN_NUMBER, WrittenNumber, parse_number


@pytest.mark.parametrize(
    ("written", "decimal_mark", "whole", "fraction"),
    [
        ("1,000,000", ",", "1000000", ""),
        ("1.000.000", ",", "1000000", ""),
        ("1 000 000", ",", "1000000", ""),
        ("1'000'000", ",", "1000000", ""),
        ("1.234,56", ",", "1234", "56"),
        ("1,234.56", ",", "1234", "56"),
        ("1 234,5", ",", "1234", "5"),
        ("1,000,000.50", ",", "1000000", "50"),
        ("3,5", ",", "3", "5"),
        ("3.5", ",", "3", "5"),
        ("1.000", ",", "1000", ""),
        ("1,000", ",", "1", "000"),
        ("1,000", ".", "1000", ""),
        ("1.000", ".", "1", "000"),
        ("0.500", ",", "0", "500"),
        ("7", ",", "7", ""),
    ],
)
def test_a_number_has_the_digits_its_marks_say(written, decimal_mark, whole, fraction):
    assert parse_number(written, decimal_mark) == WrittenNumber(whole, fraction)


@given(st.integers(0, 10**12), st.sampled_from(" .,'"), st.sampled_from(".,"))
def test_grouped_thousands_are_one_whole_number(value, separator, decimal_mark):
    written = f"{value:,}".replace(",", separator)
    if written.count(separator) != 1 or separator not in ".,":
        assert parse_number(written, decimal_mark) == WrittenNumber(str(value))


@given(st.from_regex(rf"\A{WRITTEN_NUMBER}\Z"), st.sampled_from(".,"))
def test_no_digit_is_lost(written, decimal_mark):
    number = parse_number(written, decimal_mark)
    assert number.whole + number.fraction == "".join(filter(str.isdigit, written))

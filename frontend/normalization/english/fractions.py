"""Fractions and mixed numbers."""

from frontend.normalization.english.numbers import cardinal, ordinal
from frontend.normalization.english.rule import DigitRule
from frontend.normalization.english.wetext_grammar import library_reading

_LARGEST_NAMED = 100  # above this denominator, "over" is clearer than an ordinal
_PARTS_OF_A_HUNDRED = 100
_SMALLEST_OVER = 20  # from here on, an improper fraction is a reading such as blood pressure: 120/80
MIXED = r"(?:\d{1,3}[\s-])?\d{1,4}/\d{1,4}(?![\d/])"
_IDIOMS = {
    "24/7/365": "twenty four seven three sixty five",
    "24/7": "twenty four seven",
    "9/11": "nine eleven",
    "50/50": "fifty fifty",
    "20/20": "twenty twenty",
}


def read_mixed(written: str) -> str:
    """`"3 1/4"` -> "three and one quarter"; `"2/3"` -> "two thirds"."""
    whole, _, fraction = written.replace("-", " ").rpartition(" ")
    over, under = (int(part) for part in fraction.split("/"))
    if over + under == _PARTS_OF_A_HUNDRED and over % 5 == 0:
        return f"{cardinal(over)} {cardinal(under)}"  # the 80/20 rule
    if under == 0 or (under > _LARGEST_NAMED and under != 1000) or over > under >= _SMALLEST_OVER:
        spoken = f"{cardinal(over)} over {cardinal(under)}"
    else:
        spoken = library_reading(f"{over}/{under}") or f"{cardinal(over)} {ordinal(under)}{'' if over == 1 else 's'}"
    if not whole:
        return spoken.replace(" hundred and ", " hundred ")
    spoken = "a half" if (over, under) == (1, 2) else spoken
    return f"{cardinal(int(whole))} and {spoken}"


RULES = (
    DigitRule(
        rf"(?<![\w.,/]){'|'.join(_IDIOMS)}(?![\w/]|[.,]\d)",
        lambda match: _IDIOMS[match.group()],
    ),
    DigitRule(
        rf"(?<![\w.,/])(?P<minus>-)?(?P<mixed>{MIXED})(?P<suffix>ths?|rds?)?(?![\w]|[.,]\d)",
        lambda match: ("minus " if match["minus"] else "") + read_mixed(match["mixed"]),
    ),
)

"""Whatever digits are left: signed numbers, ordinals, years by context, decimals."""

import re

from frontend.normalization.english.numbers import MAGNITUDES, NUMBER, digits, number, ordinal, plural, year
from frontend.normalization.english.rule import DigitRule

_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|to|and|year|circa|ca\.?|before|after|during|around|early|late|mid|spring|"
    r"summer|fall|autumn|winter|class|copyright|born|died|model|season|election|olympics|census|act)[\s-]|\()$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(r"\s(?:[a-z]+\s)?(?:people|men|women|children|percent|[a-z]{2,}(?<![sui])s)\b")
_LONG_SERIAL = 5  # digits: "order #12345" is spelled
_COUNTED_NEXT = re.compile(r"\s(?:people|men|women|children|percent|[a-z]{2,}(?<![sui])s)\b")
_SIGNS = {"-": "minus", "+": "plus", "±": "plus or minus", "~": "approximately", "#": "number", "№": "number"}


def _signed(match: re.Match[str]) -> str:
    written = match["number"]
    spoken = digits(written) if match["sign"] in "#№" and len(written) >= _LONG_SERIAL else written
    return f"{_SIGNS[match['sign']]} {spoken}"


def _year(match: re.Match[str]) -> str | None:
    value = int(match.group())
    before = _YEAR_BEFORE.search(match.string[: match.start()])
    the = match.string.endswith(("the ", "The "), 0, match.start())  # the 1892 edition contains maps
    counted = (_COUNTED_NEXT if the else _COUNTED_AFTER).match(match.string, match.end())
    if (before and not counted) or (1100 <= value <= 2099 and not counted):
        return year(value)
    return None


def _magnitude(match: re.Match[str]) -> str:
    return f"{number(match['number'])} {MAGNITUDES[match['magnitude'].lower()]}"


def _ordinal(match: re.Match[str]) -> str:
    return ordinal(int(match["number"].replace(",", ""))) + ("s" if match["plural"] else "")


def _continental(match: re.Match[str]) -> str:
    """A number as on the continent: 1.234,56."""
    return f"{number(match['whole'].replace('.', ''))} point {digits(match['fraction'])}"


RULES = (
    DigitRule(r"(?<=\d)\.{2,}(?=\d)", lambda _: "... "),
    DigitRule(r"(?<![\w.,])(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d+)(?![\w]|[.,]\d)", _continental),
    DigitRule(rf"(?<![\w.])(?P<sign>[-+±~])\s?(?P<number>{NUMBER})", _signed),
    DigitRule(r"(?<!\w)(?P<sign>[#№])\s?(?P<number>\d+)", _signed),
    DigitRule(r"(?<![\w.])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|ST|ND|RD|TH)(?P<plural>s)?\b", _ordinal),
    DigitRule(rf"(?<![\w.])(?P<number>{NUMBER})\s?(?P<magnitude>[KMB]|bn|mn|tn)\b(?!-)", _magnitude),
    DigitRule(r"(?<![\w.,])(?:1[0-9]\d\d|20\d\d)(?![\w,]*\d|\.\d|\w)", _year),
    DigitRule(
        r"(?<![\w.,])(?P<number>1,?0{2,3})s\b",
        lambda match: plural(number(match["number"]).removeprefix("one ")),
    ),
    DigitRule(rf"(?<![\w.,])(?P<number>{NUMBER})'?s\b", lambda match: plural(number(match["number"]))),
    DigitRule(NUMBER, lambda match: f" {number(match.group())} "),
)

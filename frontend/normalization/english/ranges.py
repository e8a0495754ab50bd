"""Spans, scores and ratios: two numbers that are read with "to"."""

import re

from frontend.normalization.english.numbers import NUMBER, number, year
from frontend.normalization.english.rule import DigitRule

_YEARS_BEFORE = re.compile(r"(?:\b(?:in|from|between|years?|during|since)\s)$", re.IGNORECASE)


def _span(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    if _YEARS_BEFORE.search(match.string[: match.start()]) and len(first) == len(last) == 4:
        return f"{year(int(first))} to {year(int(last))}"
    return f"{number(first)} to {number(last)}"


def _verse(match: re.Match[str]) -> str:
    return f"{number(match['chapter'])} {number(match['verse'])} to {number(match['last'])}"


RULES = (
    DigitRule(r"(?<![\w.,:])(?P<chapter>\d{1,3}):(?P<verse>\d{1,3})[-–](?P<last>\d{1,3})(?![\w:])", _verse),
    DigitRule(rf"(?<![\w.,/-])(?P<first>{NUMBER})\s?[-–]\s?(?P<last>{NUMBER})(?![\w/-]|[.,]\d)", _span),
    DigitRule(rf"(?<![\w.,:])(?P<first>{NUMBER}):(?P<last>{NUMBER})(?![\w:])", _span),
)

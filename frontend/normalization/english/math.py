"""Arithmetic and other formulas: operators are words only where they stand between operands."""

import re

from frontend.normalization.english.numbers import ordinal
from frontend.normalization.english.rule import DigitRule, Rule

_OPERATORS = {
    "+": "plus",
    "=": "equals",
    "×": "times",
    "*": "times",
    "·": "times",
    "÷": "divided by",
    "/": "divided by",
    "±": "plus or minus",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is less than or equal to",
    "≥": "is greater than or equal to",
    "<=": "is less than or equal to",
    ">=": "is greater than or equal to",
    "≠": "is not equal to",
    "!=": "is not equal to",
    "==": "equals",
    "≈": "is approximately",
    "≡": "is identical to",
    "∝": "is proportional to",
    "-": "minus",
}
_SIGNS = r"==|!=|<=|>=|[=×÷±≤≥≠≈≡∝+]"
_TERM_BEFORE = r"(?:(?<=\d)|(?<=\b[a-z])|(?<=\)))"
_TERM_AFTER = r"(?=\d|[a-z]\b|\()"
_FORMULA = re.compile(r"[=≈<>≤≥≠]")


def _operator(match: re.Match[str]) -> str:
    return f" {_OPERATORS[match['operator']]} "


def _operator_in_formula(match: re.Match[str]) -> str | None:
    """A hyphen or a slash is arithmetic where the sentence holds a relation: 5-3=2, but the years 1990-95."""
    return _operator(match) if _FORMULA.search(match.string) else None


def _spaced(match: re.Match[str]) -> str:
    """`5 - 3` is a difference, `3 - 5` a span."""
    first, last = match["first"], match["last"]
    rising = match["operator"] == "-" and first.isdecimal() and last.isdecimal() and int(first) < int(last)
    return f"{first} to {last}" if rising and not _FORMULA.search(match.string) else f"{first}{_operator(match)}{last}"


def _cross(match: re.Match[str]) -> str:
    """`3 x 4` is a product, `4x4` a size."""
    return " by " if len(match.group()) == 1 and not _FORMULA.search(match.string) else " times "


def _comparison(match: re.Match[str]) -> str:
    return f"{_OPERATORS[match['operator']].removeprefix('is ')} "


def _power(match: re.Match[str]) -> str:
    exponent, minus = match["exponent"], match["minus"]
    if exponent in ("2", "3") and not minus:
        return " squared" if exponent == "2" else " cubed"
    return _power_of(exponent, minus)


def _scientific(match: re.Match[str]) -> str:
    sign = "-" if match["minus"] else ""
    return f"{match['number']} times ten{_power_of(str(int(match['exponent'])), sign)}"


def _power_of(exponent: str, minus: str) -> str:
    """How a power that is neither a square nor a cube is read."""
    if exponent.isdecimal() and not minus:
        return f" to the {ordinal(int(exponent))} power"
    return f" to the power of {'minus ' if minus else ''}{exponent}"


# Before measures, which would take the exponent for an amount.
SCIENTIFIC = (
    DigitRule(
        r"(?<![\w.,])(?P<number>\d+(?:\.\d+)?)(?:e\+?|E\+|[eE](?P<minus>-))(?P<exponent>\d{1,3})(?![\w-]|[.,]\d)",
        _scientific,
    ),
)
RULES = (
    DigitRule(r"(?<=\d)!(?=\s?(?:=|is\b|equals\b))", lambda _: " factorial"),
    DigitRule(r"(?<=\d)x(?=\s[a-z]{2}|[.,;!?]|$)", lambda _: " times"),  # 3x faster
    Rule(re.compile(r"(?<=[\w)\]])\^\(?(?P<minus>-)?\+?(?P<exponent>\d+|[A-Za-z])\)?"), _power),
    Rule(re.compile(r"√\s?(?=[\w(])"), lambda _: "square root of "),
    Rule(re.compile(r"∛\s?(?=[\w(])"), lambda _: "cube root of "),
    Rule(re.compile(rf"{_TERM_BEFORE}\s?(?P<operator>[-/])\s?{_TERM_AFTER}"), _operator_in_formula),
    Rule(
        re.compile(r"(?<![\w.,])(?P<first>\d{1,3}|[a-z])\s(?P<operator>[-/])\s(?P<last>\d{1,3}|[a-z])(?![\w,.]*\d|\w)"),
        _spaced,
    ),
    Rule(re.compile(rf"(?<=[\w)\]%.])\s?(?P<operator>{_SIGNS})(?=\s?[-+√(\[]?\s?[\w(\[.])"), _operator),
    Rule(re.compile(rf"(?<=\s)(?P<operator>{_SIGNS})(?=\s)"), _operator),
    Rule(re.compile(r"(?<=[\w)])\s?(?P<operator>\*)\s?(?=[\d(])"), _operator),
    Rule(re.compile(r"(?<=\w\s)(?P<operator>\*)(?=\s\w)"), _operator),
    Rule(re.compile(r"(?<=[\w)])\s?(?P<operator>[<>])\s?(?=[-\w(.])"), _operator),
    Rule(re.compile(r"(?<![\w.])(?P<operator>[<>≤≥≈])\s?(?=\$?[\d.])"), _comparison),  # <5, ≥ $10
    DigitRule(r"(?<=\d)\s?[xX]\s?(?=\d)", _cross),
)

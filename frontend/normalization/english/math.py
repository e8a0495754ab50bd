"""Arithmetic and other formulas: operators are words only where they stand between operands."""

import re

from frontend.normalization.english.numbers import ordinal
from frontend.normalization.english.rule import Rule

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
_OPERAND = r"[\w)\]%.]"
_NEXT = r"(?=\s?[-+√(\[]?\s?[\w(\[.])"
_ALWAYS = r"==|!=|<=|>=|[=×÷±≤≥≠≈≡∝+]"
_FORMULA = re.compile(r"[=≈<>≤≥≠]")


def _operator(match: re.Match[str]) -> str:
    return f" {_OPERATORS[match['operator']]} "


def _minus(match: re.Match[str]) -> str | None:
    return " minus " if _FORMULA.search(match.string) else None


def _divided(match: re.Match[str]) -> str | None:
    return " divided by " if _FORMULA.search(match.string) else None


def _power(match: re.Match[str]) -> str:
    exponent, minus = match["exponent"], match["minus"]
    if not minus and exponent in ("2", "3"):
        return " squared" if exponent == "2" else " cubed"
    if exponent.isdecimal() and not minus:
        return f" to the {ordinal(int(exponent))} power"
    return f" to the power of {'minus ' if minus else ''}{exponent}"


RULES = (
    Rule(re.compile(r"(?<=\d)x(?=\s[a-z]{2}|[.,;!?]|$)"), lambda _: " times"),
    Rule(re.compile(r"(?<=[\w)\]])\^\(?(?P<minus>-)?\+?(?P<exponent>\d+|[A-Za-z])\)?"), _power),
    Rule(re.compile(r"√\s?(?=[\w(])"), lambda _: "square root of "),
    Rule(re.compile(r"∛\s?(?=[\w(])"), lambda _: "cube root of "),
    Rule(
        re.compile(r"(?<=\d)\s?-\s?(?=\d)(?=[^.!?;]*[=≈])|(?<=[=≈])(?<=[^a-z])\s?-(?=\d)|(?<=\d)\s?-\s?(?=[a-z]\b)"),
        _minus,
    ),
    Rule(re.compile(r"(?<=\b[a-z])\s?-\s?(?=\d|[a-z]\b)"), _minus),
    Rule(re.compile(r"(?<=\d)\s-\s(?=\d{1,3}\b)"), lambda _: " minus "),
    Rule(re.compile(r"(?<=[\d)])\s/\s(?=[\d(])|(?<=\d)/(?=\d+\s?=)"), _divided),
    Rule(re.compile(rf"(?<={_OPERAND})\s?(?P<operator>{_ALWAYS}){_NEXT}"), _operator),
    Rule(re.compile(rf"(?<=\s)(?P<operator>{_ALWAYS})(?=\s)"), _operator),
    Rule(re.compile(r"(?<=[\w)])\s?(?P<operator>\*)\s?(?=[\d(])|(?<=\w\s)(?P<spaced>\*)(?=\s\w)"), lambda _: " times "),
    Rule(re.compile(r"(?<=[\w)])\s?(?P<operator>[<>])\s?(?=[-\w(.])"), _operator),
    Rule(
        re.compile(r"(?<![\w.])(?P<operator>[<>≤≥≈])\s?(?=\$?[\d.])"),
        lambda match: f"{_OPERATORS[match['operator']].removeprefix('is ')} ",
    ),
    Rule(re.compile(r"(?<=\d)\s?[xX]\s?(?=\d)"), lambda _: " times "),
)

"""Telephone numbers, digit by digit with a breath between the groups, and other numbers read that way."""

import re

from frontend.normalization.english.numbers import digits
from frontend.normalization.english.rule import DigitRule

_EXTENSION = r"(?:,?\s*(?:ext\.?|extension|x)\s?(?P<extension>\d{1,6}))?"
_NORTH_AMERICAN = r"(?:\+?1[-.\s])?(?:\(\d{3}\)[-.\s]?|\d{3}[-.\s])\d{3}[-.\s]\d{4}"
_INTERNATIONAL = r"\+\d{1,3}(?:[-.\s]?\(?\d{1,5}\)?){2,6}"
_FREE_PHONE = r"1[-.\s]8\d\d[-.\s](?:\d{3}[-.\s]\d{4}|[A-Z\d]{3,4}[-.\s]?[A-Z\d]{3,7})"
_LOCAL = r"\d{3}-\d{4}"


def _group(written: str) -> str:
    if written in ("800", "900"):
        return f"{digits(written[0])} hundred"
    return " ".join(digits(part) if part.isdecimal() else part for part in re.findall(r"\d+|[A-Z]+", written))


def _telephone(match: re.Match[str]) -> str:
    extension = match.groupdict().get("extension")
    written = match.group() if extension is None else match.group()[: match.start("extension") - match.start()]
    groups = re.findall(r"\d+[A-Z\d]*|(?<=[-.\s])[A-Z]{3,}", written)
    spoken = ", ".join(_group(group) for group in groups)
    if written.startswith("+"):
        spoken = f"plus {spoken}"
    return spoken if extension is None else f"{spoken}, extension {digits(extension)}"


def _hyphenated(match: re.Match[str]) -> str:
    return ", ".join(digits(group) for group in match.group().split("-"))


RULES = (
    DigitRule(rf"(?<![\w.$-]){_FREE_PHONE}{_EXTENSION}(?![\w-])", _telephone),
    DigitRule(rf"(?<![\w.$-]){_NORTH_AMERICAN}{_EXTENSION}(?![\w-])", _telephone),
    DigitRule(rf"(?<![\w.$-]){_INTERNATIONAL}(?![\w-])", _telephone),
    DigitRule(rf"(?<![\w.$,-]){_LOCAL}{_EXTENSION}(?![\w-]|\.\d)", _telephone),
    DigitRule(r"(?<![\w.$-])\d+(?:-\d+){2,}(?![\w-])", _hyphenated),  # ISBN, social security, account numbers
    DigitRule(
        r"(?P<what>\b(?:ending(?:\s(?:in|with))?|PIN|[Cc]ode|[Pp]asscode|[Pp]assword|OTP|[Aa]ccount(?:\snumber)?)"
        r"(?:\s(?:is|was)|:)?\s)(?P<number>\d{4,8})(?![\w.,:-]*\d|\w)",
        lambda match: match["what"] + digits(match["number"]),
    ),
    DigitRule(
        r"(?P<verb>\b(?:[Cc]all|[Dd]ial|[Pp]hone|[Dd]ialed|[Cc]alled|[Cc]alling)\s)(?P<short>[1-9]\d{2})(?![\w:.,-]*\d|\w)",
        lambda match: match["verb"] + digits(match["short"]),
    ),
)

"""Letters mixed with digits: serial and model numbers, versions, postcodes, tax forms."""

import re

from frontend.normalization.english.numbers import cardinal, digits, ordinal, pairs, plural
from frontend.normalization.english.rule import Rule

_CODE = r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"
_NOT_CODES = re.compile(r"\d+(?:st|nd|rd|th|ST|ND|RD|TH)|\d{2,}[KMB]")  # ordinals, magnitudes
_COMPOUND = re.compile(r"(?P<number>\d+)(?P<ordinal>st|nd|rd|th)?(?P<rest>(?:-[A-Za-z]{2,})+)")


def _code(match: re.Match[str]) -> str | None:
    written = match.group()
    if _NOT_CODES.fullmatch(written):
        return None
    compound = _COMPOUND.fullmatch(written)
    if compound:  # 5-year-old, 100-meter
        number = compound["number"]
        return (ordinal(int(number)) if compound["ordinal"] else _whole(number)) + compound["rest"]
    first, *others = re.findall(r"[A-Za-z]+|\d+", written)
    spoken = [pairs(first) if first.isdecimal() else first, *(_part(piece) for piece in others)]
    if written.endswith("s") and spoken[-1] == "s":  # B-52s
        spoken[-2:] = [plural(spoken[-2])]
    return " ".join(spoken)


def _whole(number: str) -> str:
    return digits(number) if number.startswith("0") and len(number) > 1 else cardinal(int(number))


def _part(piece: str) -> str:
    """Up to two digits are a number, so are round hundreds and thousands; the rest are read one by one."""
    if not piece.isdecimal():
        return piece
    if piece.startswith("0") or (len(piece) > 2 and not piece.endswith("00")):
        return digits(piece)
    return pairs(piece)


def _version(match: re.Match[str]) -> str:
    word = match["word"] or ""
    spoken = " point ".join(_whole(part) for part in match["number"].split("."))
    return f"version {spoken}" if word.lower() == "v" else f"{word}{spoken}"


def _address_parts(match: re.Match[str]) -> str:
    return " dot ".join(digits(part) for part in match.group().split("."))


def _sections(match: re.Match[str]) -> str:
    number = match["number"]
    spoken = digits(number, zero="oh") if len(number) == 3 else cardinal(int(number))
    return " ".join(
        [spoken, *(_whole(part) if part.isdecimal() else part for part in re.findall(r"\w+", match["parts"]))]
    )


RULES = (
    Rule(re.compile(r"(?<![\w.])(?P<number>\d{1,4})(?P<parts>(?:\([A-Za-z0-9]{1,3}\))+)"), _sections),  # 401(k)
    Rule(re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)"), _address_parts),
    Rule(re.compile(r"(?<![\w.])(?P<word>[vV](?=\d))?(?P<number>\d+(?:\.\d+){2,})(?!\w)"), _version),
    Rule(re.compile(r"(?<![\w.])(?P<word>[vV])\.?(?P<number>\d+(?:\.\d+)+)(?!\w)"), _version),
    Rule(re.compile(rf"(?<![\w.@/-]){_CODE}(?![\w@])"), _code),
)

"""Letters mixed with digits: serial and model numbers, versions, postcodes, tax forms."""

import re

from frontend.normalization.english.numbers import NUMBER, digits, number, ordinal, pairs, plural
from frontend.normalization.english.rule import DigitRule

_CODE = r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"
_NOT_CODES = re.compile(r"\d+(?:st|nd|rd|th|ST|ND|RD|TH)|\d{2,}[KMB]|10{2,3}s")  # ordinals, magnitudes
_BEFORE_PLACE = re.compile(r"\b(?:room|apt|apartment|suite|seat|gate|unit|flat|row|bus)\.?\s$", re.IGNORECASE)
_ORDINAL_COMPOUND = re.compile(r"(?P<number>\d+)(?:st|nd|rd|th)(?P<rest>(?:-[A-Za-z]{2,})+)")


def _code(match: re.Match[str]) -> str | None:
    written = match.group()
    if _NOT_CODES.fullmatch(written) and not _BEFORE_PLACE.search(match.string, 0, match.start()):
        return None
    compound = _ORDINAL_COMPOUND.fullmatch(written)
    if compound:  # 7th-century
        return ordinal(int(compound["number"])) + compound["rest"]
    first, *others = re.findall(r"[A-Za-z]+|\d+", written)
    spoken = [pairs(first) if first.isdecimal() else first, *(_part(piece) for piece in others)]
    if written.endswith("s") and spoken[-1] == "s":  # B-52s
        spoken[-2:] = [plural(spoken[-2])]
    return " ".join(spoken)


def _part(piece: str) -> str:
    """Up to two digits are a number, so are round tens, hundreds and thousands; the rest are read one by one."""
    if not piece.isdecimal():
        return piece
    if piece.startswith("0") or (
        len(piece) > 2 and not piece.endswith("00") and not (len(piece) == 3 and piece.endswith("0"))
    ):
        return digits(piece)
    return pairs(piece)


def _version(match: re.Match[str]) -> str:
    word = match["word"] or ""
    spoken = " point ".join(number(part) for part in match["number"].split("."))
    return f"version {spoken}" if word.lower() == "v" else f"{word}{spoken}"


def _internet_address(match: re.Match[str]) -> str:
    return " dot ".join(digits(part) for part in match.group().split("."))


def _sections(match: re.Match[str]) -> str:
    section = match["number"]
    spoken = digits(section, zero="oh") if len(section) == 3 else number(section)
    parts = (number(part) if part.isdecimal() else part for part in re.findall(r"\w+", match["parts"]))
    return " ".join([spoken, *parts])


RULES = (
    DigitRule(r"(?<![\w.])(?P<number>\d{1,4})(?P<parts>(?:\([A-Za-z0-9]{1,3}\))+)", _sections),  # 401(k)
    DigitRule(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)", _internet_address),
    DigitRule(r"(?<![\w.])(?P<word>[vV](?=\d))?(?P<number>\d+(?:\.\d+){2,})(?!\w)", _version),
    DigitRule(r"(?<![\w.])(?P<word>[vV])\.?(?P<number>\d+(?:\.\d+)+)(?!\w)", _version),
    DigitRule(rf"(?<![\w.,@/-]){NUMBER}(?=-[A-Za-z]{{2,}})", lambda match: number(match.group())),  # 5-year-old
    DigitRule(rf"(?<![\w.,@/-]){_CODE}(?![\w@])", _code),
)

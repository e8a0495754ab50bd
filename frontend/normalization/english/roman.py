"""Roman numerals where they are numbers: kings and popes, chapters, wars, centuries."""

import re

from frontend.normalization.english.numbers import cardinal, ordinal, year
from frontend.normalization.english.rule import Rule, alternatives

_NUMERAL = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LETTERS = {
    "C",
    "D",
    "L",
    "M",
    "CC",
    "CD",
    "CI",
    "CM",
    "CV",
    "DC",
    "DI",
    "DL",
    "DM",
    "LI",
    "LL",
    "MC",
    "MD",
    "MI",
    "ML",
    "MM",
}
_WORDS = {"CIV", "DIM", "DIV", "LIV", "MIX", "VIM", "MILD", "LID"}
_SAFE_ALONE = re.compile(r"[IVX]{2,}")

_RULERS = alternatives(
    """Albert Alexander Alfonso Alphonse Andrew Anne Antiochus Augustus Baldwin Benedict Boniface Calixtus Carl Casimir
    Catherine Celestine Charles Christian Clement Constantine Constantius Cosimo Darius David Edmund Edward Elizabeth
    Eric Ernest Eugene Ferdinand Francis Franz Frederick Friedrich George Gregory Gustav Gustavus Haakon Hadrian Harald
    Harold Henri Henry Honorius Hugh Innocent Isabella Ivan James Joao John Joseph Juan Julius Justin Justinian Karl
    Konrad Leo Leopold Louis Ludwig Mahmud Malcolm Manuel Margaret Maria Mary Matthias Maximilian Mehmed Michael
    Mohammed Murad Napoleon Nicholas Olav Oscar Otto Paul Pedro Peter Philip Philippe Pius Ptolemy Ramesses Ramses
    Richard Robert Rudolf Selim Sigismund Sixtus Stephen Suleiman Theodore Theodosius Thutmose Umberto Urban Victor
    Vittorio Vladimir Wilhelm Willem William Xerxes""".split()
)
_COUNTED = alternatives(
    """act appendix apollo article book bowl canto case category chapter class clause column corps exhibit factor figure
    gemini grade group level mark no number opus page para paragraph part phase plate psalm quarter rocky scene section
    series sonnet stage step symphony table tier title type unit vatican verse vol volume war""".split()
)


def roman_value(numeral: str) -> int | None:
    """Return the value of a Roman numeral, `"XIV"` -> 14; None if it is not well formed."""
    numeral = numeral.upper()
    if not numeral or not _NUMERAL.fullmatch(numeral):
        return None
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _unmistakable(numeral: str) -> int | None:
    return None if numeral.upper() in _LETTERS | _WORDS else roman_value(numeral)


def _ruler(match: re.Match[str]) -> str | None:
    value = _unmistakable(match["numeral"])
    return f"{match['name']} the {ordinal(value)}" if value else None


def _counted(match: re.Match[str]) -> str | None:
    value = _unmistakable(match["numeral"])
    pronoun = match["numeral"] == "I" and match["word"].islower()  # "the page I read"
    return f"{match['word']} {cardinal(value)}" if value and not pronoun else None


def _century(match: re.Match[str]) -> str | None:
    value = roman_value(match["numeral"])
    return ordinal(value) if value else None


def _title(match: re.Match[str]) -> str | None:
    value = roman_value(match["numeral"])
    return cardinal(value) if value else None


def _year(match: re.Match[str]) -> str | None:
    value = roman_value(match["numeral"])
    return year(value) if value else None


RULES = (
    Rule(re.compile(r"(?<!\w)(?P<numeral>M[MDCLXVI]{4,})(?!\w)"), _year),
    Rule(re.compile(rf"\b(?P<word>(?i:{_COUNTED}))\.?\s(?P<numeral>[IVXLC]+|[ivx]+)\b(?!\.\w|'|-[a-z])"), _counted),
    Rule(
        re.compile(
            rf"\b(?P<name>{_RULERS})\s(?P<numeral>{_SAFE_ALONE.pattern}|V|I(?=[,.;:]|'s|\s(?:of|was|is|and|ruled|reigned|died)\b))"
            r"\b(?!\.\s?[A-Z])"
        ),
        _ruler,
    ),
    Rule(re.compile(r"(?<!\w)(?P<numeral>[IVXLCDM]+)(?:th|st|nd|rd)\b"), _century),
    Rule(re.compile(r"(?<!\w)(?P<numeral>[IVX]+)(?=\s[Cc]entur)"), _century),
    Rule(re.compile(r"(?<=[a-z]\s)(?P<numeral>[IVX]{2,})(?![\w/]|\.\w|\s?-\w)"), _title),
)

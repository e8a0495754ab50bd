"""Roman numerals where they are numbers: kings and popes, chapters, wars, centuries."""

import re

from frontend.normalization.english.numbers import cardinal, ordinal, year
from frontend.normalization.english.rule import Rule, alternatives
from frontend.normalization.roman import roman_value

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
_BEFORE_INFUSION = {"A", "An", "The", "By", "On", "Her", "His", "Their", "My", "Your", "Give", "Start", "Use"}
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
    """act appendix apollo article book bowl canto case category chapter class clause column corps episode exhibit
    factor figure gemini grade group level mark number opus page para paragraph part phase plate psalm quarter rocky
    scene section series sonnet stage step symphony table tier title type unit vatican verse vol volume war""".split()
)


def _unmistakable(numeral: str) -> int | None:
    return None if numeral.upper() in _LETTERS | _WORDS else roman_value(numeral)


def _ruler(match: re.Match[str]) -> str | None:
    value = _unmistakable(match["numeral"])
    return f"{match['name']} the {ordinal(value)}" if value else None


def _counted(match: re.Match[str]) -> str | None:
    value = _unmistakable(match["numeral"])
    pronoun = match["numeral"] == "I" and match["word"].islower()  # "the page I read"
    return f"{match['word']} {cardinal(value)}" if value and not pronoun else None


def _ordinal(match: re.Match[str]) -> str | None:
    value = roman_value(match["numeral"])
    return ordinal(value) if value else None


def _title(match: re.Match[str]) -> str | None:
    value = roman_value(match["numeral"])
    infusion = match["numeral"] == "IV" and match["name"] in _BEFORE_INFUSION
    return f"{match['name']} {cardinal(value)}" if value and not infusion else None


def _alone(match: re.Match[str]) -> str | None:
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
    Rule(re.compile(r"(?<!\w)(?P<numeral>[IVXLCDM]+)(?:th|st|nd|rd)\b"), _ordinal),
    Rule(re.compile(r"(?<!\w)(?P<numeral>[IVX]+)(?=\s[Cc]entur)"), _ordinal),
    Rule(re.compile(r"(?<=\b[Tt]he )(?!IV\b)(?P<numeral>[IVX]{2,})(?![\w/]|\.\w|-\w)"), _ordinal),
    Rule(re.compile(r"^(?P<numeral>[IVXL]{2,})(?=[.):]?(?:\s|$))"), _alone),
    Rule(re.compile(r"\b(?P<name>[A-Z][\w']*)\s(?P<numeral>[IVX]{2,})(?![\w/]|\.\w|\s?-\w)"), _title),
)

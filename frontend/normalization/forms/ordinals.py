"""Ordinals in figures ("3.", "3e", "3-й") and in Roman numerals: rulers, centuries, chapters."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Context, Form, Language, context
from frontend.normalization.roman import roman_value
from frontend.normalization.rule import Rule, alternatives

_ROMAN = r"[IVXLC]+"
_NO_NAMES = set(
    """im der die das den dem des am au du le la les un une el los las un una il lo gli nel nella del della dal dalla al
    alla de het een in op the""".split()
)
_AND_ANOTHER = re.compile(r"^(?:\s[^\W\d]{1,3}){1,2}\s[IVXІХ]+(?=\s)")  # the 18th and the 19th century
_CYRILLIC_LOOK_ALIKES = str.maketrans("ІХVІ", "IXVI")


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for ordinals."""
    if language.chapters:
        yield _chapters(language)
    if language.ruler:
        yield _rulers(language)
    if language.roman_before:
        yield _before(language)
    if language.ordinal_number:
        yield _figures(language)


def _chapters(language: Language) -> Rule:
    def read(match: re.Match[str]) -> str | None:
        value = roman_value(match["numeral"])
        if not value:
            return None
        spoken = language.chapter(value, match["word"]) if language.chapter else language.cardinal(value, Form())
        return f"{match['word']} {spoken}"

    words = alternatives(language.chapters.split())
    return Rule(re.compile(rf"(?<!\w)(?P<word>(?i:{words}))\s(?P<numeral>{_ROMAN})(?!\w)"), read)


def _before(language: Language) -> Rule:
    assert language.roman_before is not None
    reader = language.roman_before

    def read(match: re.Match[str]) -> str | None:
        value = roman_value(match["numeral"].translate(_CYRILLIC_LOOK_ALIKES))
        around = context(match)
        around = Context(around.before, _AND_ANOTHER.sub("", around.after))
        return reader(value, match["mark"] or "", around) if value else None

    mark = f"(?P<mark>{language.roman_mark})?" if language.roman_mark else "(?P<mark>)"
    return Rule(re.compile(rf"(?<![\w.-])(?P<numeral>[IVXІХ]+){mark}(?![\w]|\.\w)"), read)


def _rulers(language: Language) -> Rule:
    assert language.ruler is not None
    reader = language.ruler

    def read(match: re.Match[str]) -> str | None:
        value = None if match["name"].lower() in _NO_NAMES else roman_value(match["numeral"])
        spoken = reader(match["name"], value, context(match)) if value else None
        end = "." if match["point"] and not match.string[match.end() :].strip() else ""
        return f"{match['name']} {spoken}{end}" if spoken else None

    return Rule(
        re.compile(r"(?<!\w)(?P<name>[^\W\d_a-zа-яіїєß-öø-ÿ][\w'-]+)\s(?P<numeral>[IVX]+)(?P<point>\.?)(?![\w'])"), read
    )


def _figures(language: Language) -> Rule:
    assert language.ordinal_number is not None
    reader = language.ordinal_number

    def read(match: re.Match[str]) -> str | None:
        return reader(int(match["number"]), match["mark"], context(match))

    return Rule(re.compile(rf"(?<![\w.,:/-])(?P<number>\d{{1,4}})(?P<mark>{language.ordinal_mark})"), read)

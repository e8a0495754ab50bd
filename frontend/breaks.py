"""Punctuation to breaks: where a speaker pauses, how long, and what kind of phrase has ended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from frontend.utterance import Break, BreakKind, BreakStrength

_MARKS = {
    ".": (BreakKind.PERIOD, BreakStrength.SENTENCE),
    "。": (BreakKind.PERIOD, BreakStrength.SENTENCE),
    "।": (BreakKind.PERIOD, BreakStrength.SENTENCE),
    "؟": (BreakKind.QUESTION, BreakStrength.SENTENCE),
    "?": (BreakKind.QUESTION, BreakStrength.SENTENCE),
    "!": (BreakKind.EXCLAMATION, BreakStrength.SENTENCE),
    ";": (BreakKind.SEMICOLON, BreakStrength.MAJOR),
    ":": (BreakKind.COLON, BreakStrength.MAJOR),
    "—": (BreakKind.DASH, BreakStrength.MEDIUM),
    "–": (BreakKind.DASH, BreakStrength.MEDIUM),
    "-": (BreakKind.DASH, BreakStrength.MEDIUM),
    ",": (BreakKind.COMMA, BreakStrength.MEDIUM),
    "،": (BreakKind.COMMA, BreakStrength.MEDIUM),
    "(": (BreakKind.BRACKET, BreakStrength.MINOR),
    ")": (BreakKind.BRACKET, BreakStrength.MINOR),
    "[": (BreakKind.BRACKET, BreakStrength.MINOR),
    "]": (BreakKind.BRACKET, BreakStrength.MINOR),
    "{": (BreakKind.BRACKET, BreakStrength.MINOR),
    "}": (BreakKind.BRACKET, BreakStrength.MINOR),
}
_SHORTEST_ASIDE = 3  # words
_OPENING = "([{"
_ASIDE = "around several words"
_ASKED_FOR = "asked for"
_BREATH = "too long for one breath"
_NO_PAUSE = "asked for none"
_PARAGRAPH = "end of paragraph"
_SENTENCE = "end of sentence"
_QUESTION_WINS = (BreakKind.QUESTION, BreakKind.EXCLAMATION)


def between(marks: str, after_word: int, seconds: float | None = None, *, goes_on: bool = False) -> list[Break]:
    """Return the break between two words: one, or none for quotes and for marks before any word.

    Args:
        marks: the punctuation there.
        seconds: exact length of the pause, if one was asked for; for 0, the voice goes on whatever the marks.
        goes_on: whether a small letter follows, so that the sentence does not end here: a full stop is an
            abbreviation's, and after "Are you coming?" in quotes the voice rests only a little.
    """
    if after_word < 0 or (goes_on and marks == "." and seconds is None):
        return []
    strongest = _strongest(marks)
    if strongest and goes_on and strongest[1] == BreakStrength.SENTENCE:
        strongest = strongest[0], BreakStrength.MEDIUM
    if seconds is None:
        return [Break(after_word, *strongest, cause=marks)] if strongest else []
    if not seconds:
        return [Break(after_word, strongest[0], BreakStrength.MINOR, cause=_NO_PAUSE)] if strongest else []
    kind, strength = strongest or (BreakKind.CLAUSE, BreakStrength.MEDIUM)
    return [Break(after_word, kind, max(strength, BreakStrength.MEDIUM), seconds, _ASKED_FOR)]


def with_asides(found: Sequence[Break], brackets: Mapping[int, str]) -> list[Break]:
    """Return breaks with those around several words in brackets made pauses; around one or two the voice goes on.

    Args:
        brackets: the bracket after a word, by the word's place; -1 is before the first.
    """
    pauses: set[int] = set()
    opened: int | None = None
    for place, bracket in sorted(brackets.items()):
        if bracket in _OPENING:
            opened = place
        elif opened is not None:
            pauses |= {opened, place} if place - opened >= _SHORTEST_ASIDE else set()
            opened = None
    return [
        replace(one, strength=max(one.strength, BreakStrength.MEDIUM), cause=f"{one.cause} {_ASIDE}")
        if one.after_word in pauses
        else one
        for one in found
    ]


def final(
    marks: str, after_word: int, ends_sentence: bool, ends_paragraph: bool, seconds: float | None = None
) -> Break:
    """Return the break that ends an utterance; without marks a statement ends, or a clause that will go on."""
    kind, strength = _strongest(marks) or (BreakKind.CLAUSE, BreakStrength.MEDIUM)
    ending = (_PARAGRAPH if ends_paragraph else _SENTENCE) if ends_sentence else _BREATH
    cause = _ASKED_FOR if seconds is not None else f"{marks} {ending}".lstrip()
    if ends_sentence:
        kind = BreakKind.PERIOD if strength < BreakStrength.SENTENCE else kind
        strength = BreakStrength.PARAGRAPH if ends_paragraph else BreakStrength.SENTENCE
    return Break(after_word, kind, max(strength, BreakStrength.MEDIUM), seconds, cause)


def _strongest(marks: str) -> tuple[BreakKind, BreakStrength] | None:
    if "..." in marks:
        return BreakKind.ELLIPSIS, BreakStrength.MAJOR
    found = [_MARKS[mark] for mark in marks if mark in _MARKS]
    return max(
        found,
        key=lambda kind_and_strength: (kind_and_strength[1], kind_and_strength[0] in _QUESTION_WINS),
        default=None,
    )

"""Punctuation to breaks: where a speaker pauses, how long, and what kind of phrase has ended."""

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
_QUESTION_WINS = (BreakKind.QUESTION, BreakKind.EXCLAMATION)


def between(marks: str, after_word: int, seconds: float | None = None) -> list[Break]:
    """Return the break between two words: one, or none for quotes and for marks before any word.

    Args:
        marks: the punctuation there.
        seconds: exact length of the pause, if one was asked for; for 0, the voice goes on whatever the marks.
    """
    if after_word < 0:
        return []
    strongest = _strongest(marks)
    if seconds is None:
        return [Break(after_word, *strongest)] if strongest else []
    if not seconds:
        return [Break(after_word, strongest[0], BreakStrength.MINOR)] if strongest else []
    kind, strength = strongest or (BreakKind.CLAUSE, BreakStrength.MEDIUM)
    return [Break(after_word, kind, max(strength, BreakStrength.MEDIUM), seconds)]


def final(
    marks: str, after_word: int, ends_sentence: bool, ends_paragraph: bool, seconds: float | None = None
) -> Break:
    """Return the break that ends an utterance; without marks a statement ends, or a clause that will go on."""
    kind, strength = _strongest(marks) or (BreakKind.CLAUSE, BreakStrength.MEDIUM)
    if ends_sentence:
        kind = BreakKind.PERIOD if strength < BreakStrength.SENTENCE else kind
        strength = BreakStrength.PARAGRAPH if ends_paragraph else BreakStrength.SENTENCE
    return Break(after_word, kind, max(strength, BreakStrength.MEDIUM), seconds)


def _strongest(marks: str) -> tuple[BreakKind, BreakStrength] | None:
    if "..." in marks:
        return BreakKind.ELLIPSIS, BreakStrength.MAJOR
    found = [_MARKS[mark] for mark in marks if mark in _MARKS]
    return max(
        found,
        key=lambda kind_and_strength: (kind_and_strength[1], kind_and_strength[0] in _QUESTION_WINS),
        default=None,
    )

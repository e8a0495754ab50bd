"""A sentence in spoken words, its punctuation made breaks: what is left to do is to transcribe the words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from frontend import breaks
from frontend.script import Mark, Passage, Pause
from frontend.script_sentence import ScriptSentence
from frontend.utterance import Break, Delivery, MarkedMoment, Phone, PlayedSound

INLINE = re.compile(r"\[\[([^\[\]]{1,2000})\]\]")
"""Phones in a text."""

_SPOKEN_PUNCTUATION = "%&@#*/\\§‰"
# Vowel signs are no letters to Python, but parts of words: accents, Hebrew, Arabic, the scripts of India, Thai and Lao.
_INDIC_SIGNS = "".join(
    f"{chr(block)}-{chr(block + 3)}{chr(block + 0x3A)}-{chr(block + 0x4F)}{chr(block + 0x51)}-{chr(block + 0x57)}"
    f"{chr(block + 0x62)}-{chr(block + 0x63)}"
    for block in range(0x900, 0xE00, 0x80)
)
_SIGNS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u200c\u200d" + _INDIC_SIGNS
)
_LETTERS = rf"[^\W_][{_SIGNS}]*(?:[^\W_][{_SIGNS}]*)*"
_TOKEN = re.compile(rf"\[\[[^\[\]]{{1,2000}}\]\]|{_LETTERS}(?:(?:'+|-){_LETTERS})*'?|'{_LETTERS}|[^\s\w]|_")


@dataclass(frozen=True)
class PlainWord:
    """A word that is not transcribed yet, unless its phones were given."""

    text: str
    phones: tuple[Phone, ...] | None = None
    language: str | None = None
    delivery: Delivery = field(default_factory=Delivery)


@dataclass
class WordRow:
    """The words of a sentence, and what is between them; as in `Utterance`."""

    words: list[PlainWord] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    marks: list[MarkedMoment] = field(default_factory=list)
    sounds: list[PlayedSound] = field(default_factory=list)
    lead_seconds: float | None = None
    brackets: dict[int, str] = field(default_factory=dict)

    def note_brackets(self, punctuation: str, seconds: float | None) -> None:
        """Remember a bracket after the last word, unless the pause there was asked for."""
        for mark in punctuation if seconds is None else "":
            if mark in "()[]{}":
                self.brackets[len(self.words) - 1] = mark


@dataclass
class _Gap:
    """What has come since the last word."""

    punctuation: str = ""
    seconds: float | None = None
    marks: list[str] = field(default_factory=list)


def gather(sentence: ScriptSentence) -> WordRow:
    """Return the words of a normalised sentence; none where it holds nothing but punctuation."""
    row, gap = WordRow(), _Gap()
    for piece in sentence.pieces:
        if isinstance(piece, Mark):
            gap.marks.append(piece.name)
        elif isinstance(piece, Pause):
            _place_marks(row, gap, at_end=True)
            begun = gap.seconds or 0.0
            if piece.sound:
                row.sounds.append(PlayedSound(piece.sound.path, piece.sound.seconds, len(row.words) - 1, begun))
            gap.seconds = begun + piece.seconds
        else:
            for word in _words(piece):
                if isinstance(word, str):
                    gap.punctuation += word
                    continue
                _close(row, gap, word)
                row.words.append(word)
                gap = _Gap()
    if row.words:
        _place_marks(row, gap, at_end=True)
        ending = (sentence.ends_sentence, sentence.ends_paragraph)
        row.note_brackets(gap.punctuation, gap.seconds)
        row.breaks = breaks.with_asides(row.breaks, row.brackets)
        row.breaks.append(breaks.final(gap.punctuation, len(row.words) - 1, *ending, gap.seconds))
    return row


def _close(row: WordRow, gap: _Gap, following: PlainWord) -> None:
    """A word follows: what the gap before it comes to."""
    row.note_brackets(gap.punctuation, gap.seconds)
    if row.words:
        goes_on = following.text[:1].islower()
        row.breaks += breaks.between(gap.punctuation, len(row.words) - 1, gap.seconds, goes_on=goes_on)
    else:
        row.lead_seconds = gap.seconds
    _place_marks(row, gap, at_end=False)


def _place_marks(row: WordRow, gap: _Gap, *, at_end: bool) -> None:
    """Marks before a pause are when the last word ends, others when the next one starts."""
    word = len(row.words) - at_end
    row.marks += [MarkedMoment(name, word, at_end) for name in gap.marks]
    gap.marks = []


def _words(passage: Passage) -> Iterator[PlainWord | str]:
    """The words of a passage, and the punctuation between them as it is."""
    if passage.phones is not None:
        yield PlainWord(" ".join(passage.text.split()), passage.phones, passage.language, passage.delivery)
        return
    for token in _TOKEN.findall(passage.spoken or ""):
        if len(token) > 1 or token.isalnum() or _is_symbol(token):
            yield PlainWord(token, None, passage.language, passage.delivery)
        else:
            yield token


def _is_symbol(mark: str) -> bool:
    """Whether a mark is said rather than paused at: English has none left here, other languages' espeak reads them."""
    return unicodedata.category(mark).startswith("S") or mark in _SPOKEN_PUNCTUATION

"""A sentence of a script, between script and utterance: in spoken words, not yet in phones."""

import re
from dataclasses import dataclass

from frontend.script import Direction, Passage

_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[,.;:!?](?:\s|$))")


@dataclass(frozen=True)
class ScriptSentence:
    """A stretch of text that is spoken in one breath: a sentence, or a clause of one too long for that.

    Attributes:
        text: the characters `[start, end)` of the original.
        pieces: what it is made of; each passage has its `spoken` words or its phones.
        ends_sentence: false where the sentence goes on in the next one.
        ends_paragraph: true before a blank line and at the end of the text.
    """

    text: str
    start: int
    end: int
    pieces: tuple[Passage | Direction, ...]
    ends_sentence: bool = True
    ends_paragraph: bool = False

    @property
    def spoken(self) -> str:
        """The text in words, normalised, with its punctuation."""
        words = " ".join(filter(None, (_said(piece) for piece in self.pieces if isinstance(piece, Passage))))
        return _SPACE_BEFORE_MARK.sub("", words)


def _said(passage: Passage) -> str:
    if passage.phones is not None:
        return f"[[{' '.join(map(str, passage.phones))}]]"
    return passage.spoken or ""

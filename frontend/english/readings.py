"""What is known of English words in their sentence before espeak reads them: part of speech, and phones of our own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontend.english.heteronyms import TaggedWord, heteronym_phones
from frontend.english.tagger import tag
from frontend.utterance import BreakKind, Phone, PhoneSource

_MARKS = {
    BreakKind.COMMA: ",",
    BreakKind.COLON: ":",
    BreakKind.SEMICOLON: ";",
    BreakKind.DASH: "-",
    BreakKind.ELLIPSIS: "...",
    BreakKind.PERIOD: ".",
    BreakKind.QUESTION: "?",
    BreakKind.EXCLAMATION: "!",
}
_CONTRACTION = re.compile(r"(?i)(?<=[a-z])(?:n't|'(?:s|re|ve|ll|d|m))$")


@dataclass(frozen=True)
class Reading:
    """A word's part of speech, and its phones where they are known."""

    tag: str = ""
    phones: tuple[Phone, ...] | None = None
    source: PhoneSource = PhoneSource.ESPEAK


def read_words(words: Sequence[str], marks: Mapping[int, BreakKind]) -> list[Reading]:
    """Return what is known of each word of a sentence.

    Args:
        marks: the punctuation after a word, by the word's place.
    """
    tokens: list[str] = []
    places: list[int] = []  # of each word among the tokens
    for number, word in enumerate(words):
        places.append(len(tokens))
        tokens += _parts(word)
        if marks.get(number) in _MARKS:
            tokens.append(_MARKS[marks[number]])
    tagged = [TaggedWord(*pair) for pair in zip(tokens, tag(tokens), strict=True)]
    return [_reading(tagged, place) for place in places]


def _parts(word: str) -> list[str]:
    """A word as the treebank has it: "don't" is "do" and "n't"."""
    contraction = _CONTRACTION.search(word)
    return [word[: contraction.start()], contraction.group()] if contraction else [word]


def _reading(sentence: Sequence[TaggedWord], place: int) -> Reading:
    word = sentence[place]
    phones = heteronym_phones(sentence, place)
    return Reading(word.tag, phones, PhoneSource.HETERONYM if phones else PhoneSource.ESPEAK)

"""What the frontend makes of a text: utterances of words and phones, and the breaks between them."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class BreakKind(str, Enum):
    """What separates two words: the punctuation, or where there is none, how the pause came to be."""

    COMMA = "comma"
    COLON = "colon"
    SEMICOLON = "semicolon"
    DASH = "dash"
    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"
    CLAUSE = "clause"  # no mark: a sentence too long for one breath was split here
    PERIOD = "period"
    QUESTION = "question"
    EXCLAMATION = "exclamation"
    PARAGRAPH = "paragraph"


class BreakStrength(IntEnum):
    """How long a speaker waits, from a slight hesitation to the silence between paragraphs."""

    MINOR = 1
    MEDIUM = 2
    MAJOR = 3
    SENTENCE = 4
    PARAGRAPH = 5


class Stress(IntEnum):
    """Lexical stress of a syllable, carried by its vowel."""

    NONE = 0
    SECONDARY = 1
    PRIMARY = 2


@dataclass(frozen=True)
class Phone:
    """One speech sound: an IPA symbol without its stress mark, and the stress."""

    symbol: str
    stress: Stress = Stress.NONE

    def __str__(self) -> str:
        return ("", "ˌ", "ˈ")[self.stress] + self.symbol


@dataclass(frozen=True)
class Word:
    """A spoken word."""

    text: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True)
class Break:
    """A boundary after word number `after_word` (0 is the first word of the utterance)."""

    after_word: int
    kind: BreakKind
    strength: BreakStrength


@dataclass(frozen=True)
class Utterance:
    """What is spoken in one breath: a sentence, or a clause of a sentence too long for one.

    Attributes:
        text: the stretch of the original text, from `start` up to `end` in its characters.
        spoken: the same in words, normalised, with its punctuation.
        words: at least one, each of at least one phone.
        breaks: in order of `after_word`; the last one ends the utterance.
    """

    text: str
    start: int
    end: int
    spoken: str
    words: tuple[Word, ...]
    breaks: tuple[Break, ...]

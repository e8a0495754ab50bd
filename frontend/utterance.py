"""What the frontend makes of a text: utterances of words and phones, and the breaks between them."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class BreakKind(str, Enum):
    """What separates two words, by its punctuation."""

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
class Sentence:
    """A stretch of text that is spoken in one breath: a sentence, or a clause of one too long for that.

    Attributes:
        text: the characters `[start, end)` of the original.
        spoken: the same in words, normalised, with its punctuation.
        ends_sentence: false where the sentence goes on in the next stretch.
        ends_paragraph: true before a blank line and at the end of the text.
    """

    text: str
    start: int
    end: int
    spoken: str
    ends_sentence: bool = True
    ends_paragraph: bool = False


@dataclass(frozen=True)
class Utterance:
    """A sentence with its phones.

    Attributes:
        text, start, end, spoken: as in `Sentence`.
        words: at least one, each of at least one phone.
        breaks: in order of `after_word`; the last one ends the utterance.
    """

    text: str
    start: int
    end: int
    spoken: str
    words: tuple[Word, ...]
    breaks: tuple[Break, ...]

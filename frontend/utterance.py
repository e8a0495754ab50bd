"""What the frontend makes of a text: utterances of words and phones, and the breaks between them."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path


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


class PhoneSource(str, Enum):
    """Where a word's phones came from."""

    GIVEN = "given"  # in the text, as inline phones or SSML
    LEXICON = "lexicon"  # the user's
    FOREIGN = "foreign"  # the language of its letters
    HETERONYM = "heteronym"  # chosen among several readings
    LETTERS = "letters"  # an acronym, or a letter that stands for itself
    DICTIONARY = "dictionary"  # ours, over espeak's
    ESPEAK = "espeak"


@dataclass(frozen=True)
class Phone:
    """One speech sound: an IPA symbol without its stress mark, and the stress."""

    symbol: str
    stress: Stress = Stress.NONE

    def __str__(self) -> str:
        return ("", "ˌ", "ˈ")[self.stress] + self.symbol


@dataclass(frozen=True)
class Delivery:
    """How words are said, compared with the rest of what the voice says; the defaults change nothing.

    Attributes:
        rate: above 1 is faster.
        semitones, hertz: added to the pitch, the semitones first.
        baseline_hz: average pitch in place of the speaker's own.
        gain: factor of the amplitude.
    """

    rate: float = 1.0
    semitones: float = 0.0
    hertz: float = 0.0
    baseline_hz: float | None = None
    gain: float = 1.0


@dataclass(frozen=True)
class Word:
    """A spoken word.

    Attributes:
        tag: its part of speech, in the tags of the Penn Treebank; "" where its language has no tagger.
        source: where the phones came from.
    """

    text: str
    phones: tuple[Phone, ...]
    delivery: Delivery = field(default_factory=Delivery)
    tag: str = ""
    source: PhoneSource = PhoneSource.ESPEAK


@dataclass(frozen=True)
class Break:
    """A boundary after word number `after_word` (0 is the first word of the utterance).

    Attributes:
        seconds: exact length of the pause, where one was asked for.
        cause: why there is a break, for people to read; two breaks that differ in nothing else are equal.
    """

    after_word: int
    kind: BreakKind
    strength: BreakStrength
    seconds: float | None = None
    cause: str = field(default="", compare=False)


@dataclass(frozen=True)
class MarkedMoment:
    """A named moment: when word number `word` starts or, if `at_end`, ends; after word -1 is before the utterance."""

    name: str
    word: int
    at_end: bool = False


@dataclass(frozen=True)
class PlayedSound:
    """A recording that is heard in the pause after word `word`, so long after it begins; -1 is before the utterance."""

    path: Path
    seconds: float
    word: int
    after_seconds: float


@dataclass(frozen=True)
class Utterance:
    """A sentence with its phones.

    Attributes:
        text, start, end, spoken: as in `frontend.script_sentence.ScriptSentence`.
        words: at least one, each of at least one phone.
        breaks: in order of `after_word`; the last one ends the utterance.
        lead_seconds: exact length of the pause before the first word, where one was asked for.
        marks: named moments, in order.
        sounds: recordings that are heard in its pauses of exact length, in order.
    """

    text: str
    start: int
    end: int
    spoken: str
    words: tuple[Word, ...]
    breaks: tuple[Break, ...]
    lead_seconds: float | None = None
    marks: tuple[MarkedMoment, ...] = ()
    sounds: tuple[PlayedSound, ...] = ()

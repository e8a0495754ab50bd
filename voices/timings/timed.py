"""When each word and phone of a sentence is said, in seconds of the audio it is written to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TimedPhone:
    """A phone, written in IPA with its stress mark; `hz` is its average pitch, None where it has no voice."""

    text: str
    start: float
    end: float
    hz: float | None


@dataclass(frozen=True)
class TimedWord:
    """A word as it is spoken ("five", not "5")."""

    text: str
    start: float
    end: float
    phones: tuple[TimedPhone, ...]


@dataclass(frozen=True)
class TimedMark:
    """A named moment."""

    name: str
    seconds: float


@dataclass(frozen=True)
class TimedSentence:
    """A sentence as it is written; from `start` to `end` with the pauses around its words."""

    text: str
    start: float
    end: float
    words: tuple[TimedWord, ...]
    marks: tuple[TimedMark, ...] = ()

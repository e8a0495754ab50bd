"""What is known of an English word before espeak reads it."""

from dataclasses import dataclass

from frontend.utterance import Phone, PhoneSource


@dataclass(frozen=True)
class Reading:
    """What is known of a word.

    Attributes:
        text: what espeak is to read, where it is not the word as it is written.
        tag: part of speech.
        phones: where they are known.
    """

    text: str = ""
    tag: str = ""
    phones: tuple[Phone, ...] | None = None
    source: PhoneSource = PhoneSource.ESPEAK

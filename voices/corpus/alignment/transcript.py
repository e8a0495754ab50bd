"""What is said, as far as alignment cares: words of phones; and when, once it is aligned."""

from dataclasses import dataclass

Words = tuple[tuple[str, ...], ...]
"""The phone symbols of each word, without stress."""


@dataclass(frozen=True)
class Alignment:
    """When each phone is said.

    Attributes:
        words: the transcript that was aligned.
        starts, ends: seconds, one for each phone of all words in a row. Where a phone ends before the next one
            starts, there is a pause; there is none inside a word.
    """

    words: Words
    starts: tuple[float, ...]
    ends: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.phones) == len(self.starts) == len(self.ends):
            raise ValueError(f"{len(self.phones)} phones, {len(self.starts)} starts, {len(self.ends)} ends")

    @property
    def phones(self) -> tuple[str, ...]:
        """The phones of all words in a row."""
        return tuple(phone for word in self.words for phone in word)

    def shifted(self, seconds: float) -> "Alignment":
        """Return the same alignment, all of it later by so much."""
        starts, ends = (tuple(time + seconds for time in times) for times in (self.starts, self.ends))
        return Alignment(self.words, starts, ends)

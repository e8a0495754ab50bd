"""What is to be said, and how: a text with directions. A plain text is a script without any."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TypeGuard

from frontend.utterance import Delivery, Phone


@dataclass(frozen=True)
class Casting:
    """Which voice is wanted, where it is not said by one name: the first that there is of `names`, else one that fits.

    Attributes:
        names: as of a passage's voice.
        gender: "male", "female", or "" where either will do.
        languages: codes such as "de" or "en-GB"; any will do where there is none.
    """

    names: tuple[str, ...] = ()
    gender: str = ""
    languages: tuple[str, ...] = ()

    def __str__(self) -> str:
        """What is asked for, in words."""
        wanted = [*self.names, self.gender, " or ".join(self.languages)]
        return ", ".join(filter(None, wanted))


@dataclass(frozen=True)
class Passage:
    """A stretch of text that is said in one manner.

    Attributes:
        text: as written.
        spoken: what is read in its place, such as "World Wide Web"; None where the text itself is.
        phones: what is said in its place, as one word.
        language: espeak's name of the language it is in; None for the voice's own.
        voice: NAME, NAME#SPEAKER, #SPEAKER or SPEAKER, or what it is to be like; None for the voice of the request.
    """

    text: str
    spoken: str | None = None
    phones: tuple[Phone, ...] | None = None
    delivery: Delivery = field(default_factory=Delivery)
    language: str | None = None
    voice: "Wish" = None

    @property
    def is_literal(self) -> bool:
        """Whether the text itself is read."""
        return self.spoken is None and self.phones is None


@dataclass(frozen=True)
class Sound:
    """A recording in a file, and how long it lasts."""

    path: Path
    seconds: float


@dataclass(frozen=True)
class Pause:
    """A silence of exactly this length in place of whatever pause the voice would make here; 0 for none.

    Attributes:
        sound: what is heard in it, as long as the pause; None for nothing.
    """

    seconds: float
    sound: Sound | None = None


@dataclass(frozen=True)
class Mark:
    """A name for a moment; the timings say when it was."""

    name: str


@dataclass(frozen=True)
class Boundary:
    """The end of a sentence, or of a paragraph."""

    ends_paragraph: bool = False


Wish = str | Casting | None
"""Of a voice."""

Direction = Pause | Mark
Item = Passage | Direction | Boundary


@dataclass(frozen=True)
class Script:
    """Passages with what is between them.

    Attributes:
        start: characters of text in front of this script, where it is part of another.
        warnings: what of the source was not understood, one line each.
    """

    items: tuple[Item, ...]
    start: int = 0
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: "str | Script") -> "Script":
        """Return a plain text as a script without directions, a script as it is."""
        return cls((Passage(text),)) if isinstance(text, str) else text

    @property
    def text(self) -> str:
        """All of its text, without directions."""
        return "".join(item.text for item in self.items if isinstance(item, Passage))

    def by_voice(self) -> Iterator[tuple[Wish, "Script"]]:
        """Yield the parts that one voice says, in order; what stands between two of them is with the first."""
        start = self.start
        ends_in_pause = False
        for voice, group in groupby(self._with_voices(), key=lambda pair: pair[0]):
            items = [item for _, item in group]
            part = replace(self, items=tuple([Pause(0.0)] * ends_in_pause + items), start=start)
            start += len(part.text)
            ends_in_pause = isinstance(
                next((one for one in reversed(items) if isinstance(one, Pause) or _says_something(one)), None), Pause
            )
            yield voice, part

    def voice_names(self) -> Iterator[str]:
        """Yield every name of a voice or speaker that is asked for."""
        for voice, _ in self.by_voice():
            if isinstance(voice, Casting):
                yield from voice.names
            elif voice is not None:
                yield voice

    def _with_voices(self) -> Iterator[tuple[Wish, Item]]:
        voice = next((item.voice for item in self.items if _says_something(item)), None)
        for item in self.items:
            if _says_something(item):
                voice = item.voice
            yield voice, item


def _says_something(item: Item) -> TypeGuard[Passage]:
    return isinstance(item, Passage) and not item.text.isspace()

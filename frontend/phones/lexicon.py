"""The user's own pronunciations: a text file of words and phones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from frontend.errors import TtsError
from frontend.phones.ipa import UnknownPhoneError, parse_phones
from frontend.utterance import Phone

_LETTERS_ONLY = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class LexiconError(TtsError):
    """A lexicon file that cannot be read, or a line of it that makes no sense."""


@dataclass(frozen=True)
class Lexicon:
    """Pronunciations by word.

    An entry in small letters holds for the word however it is written; an entry with a capital holds only for the
    word written exactly so ("Polish" beside "polish"), and wins over the other.

    Entries of letters are looked up among the spoken words. Entries with digits or symbols ("C++", "4chan") are
    looked up in the text as written, before it is normalised.
    """

    entries: Mapping[str, tuple[Phone, ...]] = field(default_factory=dict)

    def pronunciation(self, word: str) -> tuple[Phone, ...] | None:
        """Return the phones of a spoken word, or None where the lexicon has no entry for it."""
        word = word.replace("’", "'")
        return self.entries.get(word) or self.entries.get(word.lower())

    def mark(self, text: str) -> str:
        """Return the text with the entries that are not plain words as inline phones: `C++` -> `[[s ˈiː ...]]`."""
        folded = text.lower()
        for word in self._written:
            if word.lower() not in folded:
                continue
            phones = f"[[{' '.join(map(str, self.entries[word]))}]]"
            flags = re.IGNORECASE if word == word.lower() else re.RegexFlag(0)
            alone = rf"(?<![\w\[]){re.escape(word)}(?![\w\]{re.escape(word[-1])}])"
            text = re.sub(alone, phones, text, flags=flags)
        return text

    @cached_property
    def _written(self) -> list[str]:
        """The entries that are not plain words, the longest first."""
        return sorted((word for word in self.entries if not _LETTERS_ONLY.fullmatch(word)), key=len, reverse=True)


class _ReadEntries(Mapping[str, tuple[Phone, ...]]):
    """The entries of a file; the phones of a word are made out when it is looked up, for most of a dictionary never."""

    def __init__(self, name: str, transcriptions: Mapping[str, tuple[int, str]]) -> None:
        self._name = name
        self._transcriptions = transcriptions
        self._known: dict[str, tuple[Phone, ...]] = {}

    def __getitem__(self, word: str) -> tuple[Phone, ...]:
        if word not in self._known:
            number, transcription = self._transcriptions[word]
            try:
                self._known[word] = parse_phones(transcription)
            except UnknownPhoneError as error:
                raise LexiconError(f"{self._name}, line {number}: {error}") from None
        return self._known[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._transcriptions)

    def __len__(self) -> int:
        return len(self._transcriptions)


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon: one `word  phones` a line, UTF-8, `#` starts a comment; the last of several entries counts.

    Raises:
        LexiconError: the file is missing or not UTF-8, or a line has no phones or a letter that is not IPA. What else
            is wrong with a line is raised when its word is looked up.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"cannot read lexicon {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise LexiconError(f"lexicon {path} is not UTF-8 text; save it as UTF-8") from None
    return parse_lexicon(text, str(path))


def parse_lexicon(text: str, name: str) -> Lexicon:
    """Return the lexicon that the text of a file of this name is, as `read_lexicon` does.

    Raises:
        LexiconError: a line has no phones or a letter that is not IPA.
    """
    transcriptions = _transcriptions(text.splitlines(), name)
    entries = _ReadEntries(name, transcriptions)
    # Most of what can be wrong with a line is a letter that is no phone; there are few letters, however many lines.
    wrong = {
        letter for letter in set("".join(phones for _, phones in transcriptions.values())) if not _is_phonetic(letter)
    }
    for word, (_, phones) in transcriptions.items() if wrong else ():
        if not wrong.isdisjoint(phones):
            entries[word]
    return Lexicon(entries)


def _transcriptions(lines: list[str], name: str) -> dict[str, tuple[int, str]]:
    """Each word with the number of its line and what stands there for its phones."""
    found = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word, *phones = line.split(maxsplit=1)
        if not phones:
            raise LexiconError(f"{name}, line {number}: {word!r} has no phones; write: {word}  h ə l ˈoʊ")
        found[word.replace("’", "'")] = number, phones[0].strip()
    return found


def _is_phonetic(letter: str) -> bool:
    try:
        return bool(parse_phones(f"ə{letter}"))
    except UnknownPhoneError:
        return False

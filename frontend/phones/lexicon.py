"""The user's own pronunciations: a text file of words and phones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
        written = [word for word in self.entries if not _LETTERS_ONLY.fullmatch(word)]
        for word in sorted(written, key=len, reverse=True):
            phones = f"[[{' '.join(map(str, self.entries[word]))}]]"
            flags = re.IGNORECASE if word == word.lower() else re.NOFLAG
            alone = rf"(?<![\w\[]){re.escape(word)}(?![\w\]{re.escape(word[-1])}])"
            text = re.sub(alone, phones, text, flags=flags)
        return text


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon: one `word  phones` a line, UTF-8, `#` starts a comment; the last of several entries counts.

    Raises:
        LexiconError: the file is missing or not UTF-8, or a line has no phones or a symbol that is not IPA.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise LexiconError(f"cannot read lexicon {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise LexiconError(f"lexicon {path} is not UTF-8 text; save it as UTF-8") from None
    return Lexicon(dict(_entries(lines, path)))


def _entries(lines: Iterable[str], path: Path) -> Iterable[tuple[str, tuple[Phone, ...]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word, *phones = line.split(maxsplit=1)
        if not phones:
            raise LexiconError(f"{path}, line {number}: {word!r} has no phones; write: {word}  h ə l ˈoʊ")
        try:
            yield word.replace("’", "'"), parse_phones(phones[0].strip())
        except UnknownPhoneError as error:
            raise LexiconError(f"{path}, line {number}: {error}") from None

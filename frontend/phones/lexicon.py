"""The user's own pronunciations: a file of words and phones, in lines or in the W3C's XML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from frontend.errors import TtsError
from frontend.phones.arpabet import ipa_of_arpabet, is_arpabet
from frontend.phones.ipa import UnknownPhoneError, parse_phones
from frontend.phones.pls import PlsError, is_pls, read_pls
from frontend.utterance import Phone

_COMMENTS = ("#", ";;;")
_OTHER_PRONUNCIATION = re.compile(r"\(\d+\)$")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class LexiconError(TtsError):
    """A lexicon file that cannot be read, or a line of it that makes no sense."""


@dataclass(frozen=True)
class Lexicon:
    """Pronunciations by word.

    An entry in small letters holds for the word however it is written; an entry with a capital holds only for the
    word written exactly so ("Polish" beside "polish"), and wins over the other.

    Entries of letters are looked up among the spoken words. Entries with digits or symbols ("C++", "4chan") are
    looked up in the text as written, before it is normalised; so are aliases, texts that are read in place of a word.
    """

    entries: Mapping[str, tuple[Phone, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def pronunciation(self, word: str) -> tuple[Phone, ...] | None:
        """Return the phones of a spoken word, or None where the lexicon has no entry for it."""
        word = word.replace("’", "'")
        return self.entries.get(word) or self.entries.get(word.lower())

    def mark(self, text: str) -> str:
        """Return the text with aliases, and phones for entries that are no plain words: `C++` -> `[[s ˈiː ...]]`."""
        for word, alias in self.aliases.items():
            text = _replaced(text, word, alias)
        folded = text.lower()
        for word in self._written:
            if word.lower() in folded:
                text = _replaced(text, word, f"[[{' '.join(map(str, self.entries[word]))}]]")
        return text

    @cached_property
    def _written(self) -> list[str]:
        """The entries that are not plain words, the longest first."""
        return sorted((word for word in self.entries if not _LETTERS_ONLY.fullmatch(word)), key=len, reverse=True)


def _replaced(text: str, word: str, by: str) -> str:
    flags = re.IGNORECASE if word == word.lower() else re.RegexFlag(0)
    alone = rf"(?<![\w\[]){re.escape(word)}(?![\w\]{re.escape(word[-1])}])"
    return re.sub(alone, lambda _: by, text, flags=flags)


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
                ipa = ipa_of_arpabet(transcription) if is_arpabet(transcription) else transcription
                self._known[word] = parse_phones(ipa)
            except UnknownPhoneError as error:
                raise LexiconError(f"{self._name}, line {number}: {error}") from None
        return self._known[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._transcriptions)

    def __len__(self) -> int:
        return len(self._transcriptions)


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon: one `word  phones` a line, UTF-8, `#` starts a comment; the last of several entries counts.

    Phones are in IPA or ARPAbet, as in CMUdict, whose words in capitals hold however they are written and whose second
    pronunciations, `WORD(2)`, are passed over. A file that begins as XML is read as the W3C's PLS.

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
    aliases: dict[str, str] = {}
    if is_pls(text):
        transcriptions, aliases = _of_pls(text, name)
    else:
        transcriptions = _transcriptions(text.splitlines(), name)
    entries = _ReadEntries(name, transcriptions)
    # Most of what can be wrong with a line is a letter that is no phone; there are few letters, however many lines.
    letters = set("".join(phones for _, phones in transcriptions.values() if not is_arpabet(phones)))
    wrong = {letter for letter in letters if not _is_phonetic(letter)}
    for word, (_, phones) in transcriptions.items() if wrong else ():
        if not wrong.isdisjoint(phones):
            entries[word]
    return Lexicon(entries, aliases)


_Transcriptions = dict[str, tuple[int, str]]


def _of_pls(text: str, name: str) -> tuple[_Transcriptions, dict[str, str]]:
    try:
        lexemes = list(read_pls(text))
    except PlsError as error:
        raise LexiconError(f"{name}, line {error.line}: {error}") from None
    transcriptions = {one.word.replace("’", "'"): (one.line, one.phones) for one in lexemes if one.phones}
    return transcriptions, {one.word: one.alias for one in lexemes if not one.phones}


def _transcriptions(lines: list[str], name: str) -> _Transcriptions:
    """Each word with the number of its line and what stands there for its phones."""
    found = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith(_COMMENTS):
            continue
        word, *rest = line.split(maxsplit=1)
        if not rest:
            raise LexiconError(f"{name}, line {number}: {word!r} has no phones; write: {word}  h ə l ˈoʊ")
        phones = rest[0].partition(" #")[0].strip()
        if word.isupper() and is_arpabet(phones):
            if _OTHER_PRONUNCIATION.search(word):
                continue
            word = word.lower()
        found[word.replace("’", "'")] = number, phones
    return found


def _is_phonetic(letter: str) -> bool:
    try:
        return bool(parse_phones(f"ə{letter}"))
    except UnknownPhoneError:
        return False

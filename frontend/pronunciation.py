"""The words of a sentence to phones: from the text, the user's lexicon, our dictionaries, or espeak, in this order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from frontend.english.folding import folded
from frontend.english.reading import Reading
from frontend.linguistic.syllables import is_nucleus
from frontend.phones.ipa import parse_phones
from frontend.phones.lexicon import Lexicon
from frontend.phones.words import phonemize_words
from frontend.stress.marks import without_mark
from frontend.stress.words import restressed
from frontend.utterance import BreakStrength, Phone, PhoneSource, Word
from frontend.word_row import INLINE, PlainWord, WordRow
from frontend.writing_systems import borrowed_phones

_Phones = tuple[Phone, ...]
_AMERICAN = ("en", "en-us")  # whose phones our dictionaries hold
_SAID_AS_THEY_ARE = (PhoneSource.GIVEN, PhoneSource.FOREIGN, PhoneSource.LETTERS)  # espeak may part or join such words


def pronounce(row: WordRow, language: str, lexicon: Lexicon) -> Iterator[Word]:
    """Yield the words of a sentence with their phones.

    Args:
        language: espeak's name of the language of words that have none of their own.

    Raises:
        EspeakError: espeak does not speak the language.
        UnknownPhoneError: inline phones that are not IPA.
    """
    known = [
        _known(word, reading, word.language or language, lexicon)
        for word, reading in zip(row.words, _readings(row, language), strict=True)
    ]
    start = 0
    for boundary in row.breaks:
        if boundary.strength == BreakStrength.MINOR:
            continue  # "a (big) dog": the voice goes on, and so does the clause
        clause = known[start : boundary.after_word + 1]
        for spoken_in, words in groupby(clause, key=lambda one: one.word.language or language):
            yield from _phonemize(list(words), spoken_in)
        start = boundary.after_word + 1


@dataclass(frozen=True)
class _KnownWord:
    """A word and what is known of it before espeak is asked."""

    word: PlainWord
    text: str  # what espeak is given
    tag: str = ""
    phones: _Phones | None = None
    source: PhoneSource = PhoneSource.ESPEAK


def _readings(row: WordRow, language: str) -> Sequence[Reading]:
    """What our dictionaries know of each word; only English has any."""
    if language.split("-")[0] != "en":
        return [Reading()] * len(row.words)
    from frontend.english.readings import read_words  # with numpy and the tagger: only English pays

    marks = {one.after_word: one.kind for one in row.breaks}
    return read_words([word.text for word in row.words], marks)


def _known(word: PlainWord, reading: Reading, language: str, lexicon: Lexicon) -> _KnownWord:
    phones, source = word.phones, PhoneSource.GIVEN
    inline = INLINE.fullmatch(word.text)
    if not phones and inline:
        phones = parse_phones(inline[1])
    if not phones:
        phones, source = lexicon.pronunciation(without_mark(word.text)), PhoneSource.LEXICON
    if not phones:
        phones, source = borrowed_phones(word.text, language), PhoneSource.FOREIGN
    if not phones and language.replace("_", "-").lower() in _AMERICAN:
        phones, source = reading.phones, reading.source
    text = reading.text or without_mark(word.text)
    if phones and (source in _SAID_AS_THEY_ARE or not text.isalpha()):
        text = _stand_in(phones)
    return _KnownWord(word, text, reading.tag, phones, source if phones else PhoneSource.ESPEAK)


def _phonemize(words: list[_KnownWord], language: str) -> Iterator[Word]:
    # Known words are transcribed too: their neighbours sound right only beside them.
    for one, heard in zip(words, phonemize_words([one.text for one in words], language), strict=True):
        phones = _as_in_its_clause(one.phones, heard) if one.source == PhoneSource.HETERONYM else one.phones
        yield Word(
            one.word.text, phones or restressed(one.word.text, heard, language), one.word.delivery, one.tag, one.source
        )


def _as_in_its_clause(wanted: _Phones | None, heard: _Phones) -> _Phones | None:
    """The wanted reading, in espeak's shades of it where espeak chose the same."""
    return heard if wanted and folded("".join(map(str, wanted))) == folded("".join(map(str, heard))) else wanted


def _stand_in(phones: _Phones) -> str:
    """What espeak is given in place of phones, so that "the" and "it" before them sound right."""
    return "oak" if is_nucleus(phones[0]) else "bee"

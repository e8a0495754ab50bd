"""Text to utterances: the frontend's stages in a row."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from frontend import breaks
from frontend.characters import canonical, sanitise
from frontend.linguistic.syllables import is_nucleus
from frontend.normalization.english.normalize import normalize_english
from frontend.normalization.other import normalize_other
from frontend.phones.ipa import parse_phones
from frontend.phones.lexicon import Lexicon
from frontend.phones.words import phonemize_words
from frontend.sentences import split_sentences
from frontend.utterance import Break, BreakStrength, Phone, Sentence, Utterance, Word
from frontend.writing_systems import borrowed_phones

_INLINE = re.compile(r"\[\[([^\[\]]{1,2000})\]\]")
_SPOKEN_PUNCTUATION = "%&@#*/\\§‰"
_SPACE_AFTER_PHONES = re.compile(r"\]\] (?=[.,;:!?)\]'\"])")
_TOKEN = re.compile(r"\[\[[^\[\]]{1,2000}\]\]|[^\W_]+(?:['\u0300-\u036f-]+[^\W_]+)*'?|'[^\W_]+|[^\s\w]|_")


@dataclass(frozen=True)
class Frontend:
    """Reads text aloud on paper: `utterances` from a text, in one language, with the user's pronunciations.

    Attributes:
        language: espeak's name of the language, such as "en-us" or "uk".
    """

    language: str = "en-us"
    lexicon: Lexicon = field(default_factory=Lexicon)

    def utterances(self, text: str) -> Iterator[Utterance]:
        """Yield the utterances of a text, any length, one after another; none where nothing can be spoken.

        Raises:
            EspeakError: espeak does not speak the language.
            UnknownPhoneError: inline phones that are not IPA.
        """
        for sentence in self.sentences(text):
            utterance = self.utterance(sentence)
            if utterance is not None:
                yield utterance

    def sentences(self, text: str) -> Iterator[Sentence]:
        """Yield the stretches of a text that are spoken in one breath, normalised."""
        text = sanitise(text)
        for stretch in split_sentences(text, self.language.split("-")[0]):
            written = text[stretch.start : stretch.end]
            spoken = self._normalize(self.lexicon.mark(written))
            yield Sentence(written, stretch.start, stretch.end, spoken, stretch.ends_sentence, stretch.ends_paragraph)

    def utterance(self, sentence: Sentence) -> Utterance | None:
        """Return a normalised sentence with its phones and breaks; None where it holds nothing but punctuation."""
        words, found = _words_and_breaks(sentence)
        if not words:
            return None
        return Utterance(
            sentence.text, sentence.start, sentence.end, sentence.spoken, tuple(self._words(words, found)), found
        )

    def _normalize(self, text: str) -> str:
        """Normalise what stands between inline phones; those stay as they are."""
        pieces = _INLINE.split(text)
        spoken = [
            f"[[{piece}]]" if is_inline else self._normalize_plain(piece)
            for piece, is_inline in zip(pieces, [False, True] * len(pieces), strict=False)
        ]
        return _SPACE_AFTER_PHONES.sub("]]", " ".join(filter(None, spoken)))

    def _normalize_plain(self, text: str) -> str:
        text = canonical(text)
        if self.language.startswith("en"):
            return normalize_english(text)
        return " ".join(normalize_other(text, self.language).split())

    def _words(self, words: list[str], found: tuple[Break, ...]) -> Iterator[Word]:
        start = 0
        for boundary in found:
            if boundary.strength == BreakStrength.MINOR:
                continue  # "a (big) dog": the voice goes on, and so does the clause
            clause = words[start : boundary.after_word + 1]
            known = [self._known_phones(word) for word in clause]
            # Known words are transcribed too: their neighbours sound right only beside them.
            stand_ins = [
                word if word.isalpha() or not phones else _stand_in(phones)
                for word, phones in zip(clause, known, strict=True)
            ]
            heard = phonemize_words(stand_ins, self.language)
            for word, phones, transcribed in zip(clause, known, heard, strict=True):
                yield Word(word, phones or transcribed)
            start = boundary.after_word + 1

    def _known_phones(self, word: str) -> tuple[Phone, ...] | None:
        inline = _INLINE.fullmatch(word)
        if inline:
            return parse_phones(inline[1])
        return self.lexicon.pronunciation(word) or borrowed_phones(word, self.language)


def _stand_in(phones: tuple[Phone, ...]) -> str:
    """What espeak is given in place of inline phones, so that "the" and "it" before them sound right."""
    return "a" if is_nucleus(phones[0]) else "be"


def _is_symbol(mark: str) -> bool:
    """Whether a mark is said rather than paused at: English has none left here, other languages' espeak reads them."""
    return unicodedata.category(mark).startswith("S") or mark in _SPOKEN_PUNCTUATION


def _words_and_breaks(sentence: Sentence) -> tuple[list[str], tuple[Break, ...]]:
    words: list[str] = []
    found: list[Break] = []
    marks = ""
    for token in _TOKEN.findall(sentence.spoken):
        if len(token) > 1 or token.isalnum() or _is_symbol(token):
            found += breaks.between(marks, len(words) - 1)
            words.append(token)
            marks = ""
        else:
            marks += token
    if words:
        found.append(breaks.final(marks, len(words) - 1, sentence.ends_sentence, sentence.ends_paragraph))
    return words, tuple(found)

"""What is known of English words in their sentence before espeak reads them: part of speech, and phones of our own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from frontend.english.acronyms import acronym_phones, in_small_letters
from frontend.english.dictionary import dictionary_phones
from frontend.english.heteronyms import TaggedWord, heteronym_phones, is_heteronym, kind_of_tag
from frontend.english.reading import Reading
from frontend.english.tagger import tag
from frontend.utterance import BreakKind, Phone, PhoneSource

_MARKS = {
    BreakKind.COMMA: ",",
    BreakKind.COLON: ":",
    BreakKind.SEMICOLON: ";",
    BreakKind.DASH: "-",
    BreakKind.ELLIPSIS: "...",
    BreakKind.PERIOD: ".",
    BreakKind.QUESTION: "?",
    BreakKind.EXCLAMATION: "!",
}
_PLURAL_IN_COMPOUNDS = frozenset(
    "sales sports arms news goods customs savings earnings operations systems communications futures ' 's".split()
)
_POSSESSIVE = ("'s", "'S")
_VOICELESS = ("p", "t", "k", "f", "θ")
_SIBILANTS = ("s", "z", "ʃ", "ʒ", "tʃ", "dʒ")
_CONTRACTION = re.compile(r"(?i)(?<=[a-z])(?:n't|'(?:s|re|ve|ll|d|m))$")


def read_words(words: Sequence[str], marks: Mapping[int, BreakKind]) -> list[Reading]:
    """Return what is known of each word of a sentence.

    Args:
        marks: the punctuation after a word, by the word's place.
    """
    tokens: list[str] = []
    places: list[int] = []  # of each word among the tokens
    for number, word in enumerate(words):
        places.append(len(tokens))
        tokens += _parts(word)
        if marks.get(number) in _MARKS:
            tokens.append(_MARKS[marks[number]])
    tagged = _with_verbs([TaggedWord(*pair) for pair in zip(tokens, tag(tokens), strict=True)])
    return [_reading(word, tagged, place) for word, place in zip(words, places, strict=True)]


def _with_verbs(sentence: list[TaggedWord]) -> list[TaggedWord]:
    """The sentence with the verbs that the tagger takes for nouns after a plural: "prices increase"."""
    return [
        replace(word, tag="VBP") if _is_verb_after_plural(before, word, after) else word
        for before, word, after in zip([None, *sentence], sentence, [*sentence[1:], None], strict=False)
    ]


def _is_verb_after_plural(before: TaggedWord | None, word: TaggedWord, after: TaggedWord | None) -> bool:
    if word.tag != "NN" or before is None or not is_heteronym(word.text):
        return False
    plural = before.tag in ("NNS", "WDT", "WP") and before.lower not in _PLURAL_IN_COMPOUNDS
    return plural and (after is None or (kind_of_tag(after.tag) != "VERB" and after.tag not in ("MD", "NN", "NNS")))


def _parts(word: str) -> list[str]:
    """A word as the treebank has it: "don't" is "do" and "n't"."""
    contraction = _CONTRACTION.search(word)
    return [word[: contraction.start()], contraction.group()] if contraction else [word]


def _reading(word: str, sentence: Sequence[TaggedWord], place: int) -> Reading:
    stem, tag = sentence[place].text, sentence[place].tag
    if stem == word or word[len(stem) :] in _POSSESSIVE:
        for phones, source in _found(sentence, place):
            if phones:
                return Reading(word, tag, phones if stem == word else phones + _ending(phones[-1].symbol), source)
    return Reading(in_small_letters(word), tag)


def _ending(last: str) -> tuple[Phone, ...]:
    """The "'s" after a phone."""
    if last in _SIBILANTS:
        return (Phone("ᵻ"), Phone("z"))
    return (Phone("s" if last in _VOICELESS else "z"),)


def _found(sentence: Sequence[TaggedWord], place: int) -> Iterator[tuple[tuple[Phone, ...] | None, PhoneSource]]:
    yield acronym_phones(sentence, place), PhoneSource.LETTERS
    yield heteronym_phones(sentence, place), PhoneSource.HETERONYM
    if not is_heteronym(sentence[place].text):
        yield dictionary_phones(sentence[place].text), PhoneSource.DICTIONARY

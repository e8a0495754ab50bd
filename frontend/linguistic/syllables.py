"""Words to syllables, in any language: as many consonants go with the vowel that follows as rise towards it."""

from itertools import pairwise

from frontend.phones.ipa import articulation
from frontend.utterance import Phone

_SONORITY = {
    "click": 0,
    "plosive": 1,
    "affricate": 1,
    "fricative": 2,
    "nasal": 3,
    "lateral": 4,
    "tap": 4,
    "trill": 4,
    "approximant": 5,
}


def split_syllables(phones: tuple[Phone, ...]) -> list[tuple[Phone, ...]]:
    """Return the syllables of a word, at least one; a word without a vowel is one syllable.

    Maximal onset under the sonority sequence; /s/ may stand before a stop ("stress"), as it does across languages.
    """
    nuclei = [place for place, phone in enumerate(phones) if is_nucleus(phone)]
    starts = [0]
    for previous, nucleus in pairwise(nuclei):
        starts.append(_onset(phones, previous, nucleus))
    return [phones[start:end] for start, end in zip(starts, [*starts[1:], len(phones)], strict=True)]


def is_nucleus(phone: Phone) -> bool:
    """Whether a phone carries a syllable: a vowel or a syllabic consonant."""
    made = articulation(phone.symbol)
    return made.vowel or made.syllabic


def _onset(phones: tuple[Phone, ...], previous: int, nucleus: int) -> int:
    start = nucleus
    while start - 1 > previous and (start == nucleus or _rises(phones[start - 1], phones[start])):
        start -= 1
    sibilant = start - 1 > previous and start < nucleus and phones[start - 1].symbol == "s"
    return start - 1 if sibilant and _sonority(phones[start]) == _SONORITY["plosive"] else start


def _rises(left: Phone, right: Phone) -> bool:
    return _sonority(left) < _sonority(right)


def _sonority(phone: Phone) -> int:
    return _SONORITY[articulation(phone.symbol).manner]

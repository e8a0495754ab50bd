"""Stress marks on letters (за́мок), and stress moved to where it belongs among phones."""

import re
from dataclasses import replace

from frontend.linguistic.syllables import is_nucleus
from frontend.utterance import Phone, Stress

MARK = "\N{COMBINING ACUTE ACCENT}"
VOWEL_LETTERS = "аеиіоуяюєїёыэ"
_VOWEL = re.compile(f"[{VOWEL_LETTERS}]", re.IGNORECASE)


def without_mark(word: str) -> str:
    """Return a word without its stress mark."""
    return word.replace(MARK, "")


def marked_from_end(word: str) -> int | None:
    """Return how many syllables follow the one that is marked in a Cyrillic word; None where none is."""
    before, mark, after = word.rpartition(MARK)
    return len(_VOWEL.findall(after)) if mark and before else None


def syllables(word: str) -> int:
    """Return the number of vowel letters of a Cyrillic word."""
    return len(_VOWEL.findall(word))


def stressed(phones: tuple[Phone, ...], after: int) -> tuple[Phone, ...]:
    """Return phones with the primary stress on the nucleus that `after` others follow, and no other stress."""
    nuclei = [place for place, phone in enumerate(phones) if is_nucleus(phone)]
    place_of_stress = nuclei[-1 - after]
    return tuple(
        replace(phone, stress=Stress.PRIMARY if place == place_of_stress else Stress.NONE)
        for place, phone in enumerate(phones)
    )

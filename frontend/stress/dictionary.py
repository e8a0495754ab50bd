"""A dictionary of stress by the endings of words: every word of it exactly, and a good guess for any other."""

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"
START = "^"
"""Stands before the first letter, so that a whole word is an ending too."""


def stressed_from_end(word: str, language: str) -> int | None:
    """Return how many syllables follow the stressed one; None where the language has no dictionary.

    Args:
        word: letters and apostrophes, of at least two syllables.
        language: ISO 639-1 code.
    """
    return _looked_up(word.lower().replace("’", "'"), language) if language in dictionaries() else None


@lru_cache(maxsize=1)
def dictionaries() -> frozenset[str]:
    """Return the languages that have one."""
    return frozenset(path.stem for path in _FOLDER.glob("*.npz"))


def endings_checksums(word: str) -> list[int]:
    """Return the CRC-32 of each ending of a word, the empty one first and the whole word last."""
    checksums = [0]
    for letter in reversed(START + word):
        checksums.append(zlib.crc32(letter.encode(), checksums[-1]))
    return checksums


@lru_cache(maxsize=16384)
def _looked_up(word: str, language: str) -> int:
    import numpy as np

    endings, stressed = _table(language)
    wanted = np.array(endings_checksums(word), dtype=np.uint32)
    places = np.minimum(np.searchsorted(endings, wanted), len(endings) - 1)
    return int(stressed[places[endings[places] == wanted][-1]])


@lru_cache(maxsize=4)
def _table(language: str) -> tuple[Any, Any]:
    import numpy as np

    with np.load(_FOLDER / f"{language}.npz") as table:
        return table["endings"], table["stressed"]

"""wetext as the reader of a language: its grammar for whole texts, num2words for the digits it leaves."""

import re
from collections.abc import Callable
from functools import lru_cache

from frontend.normalization.languages.number_words import library_words

_LONGEST_NAMED = 12  # digits


@lru_cache(maxsize=4)
def library_reader(language: str) -> Callable[[str], str]:
    """Return a function that reads a text in a language of wetext's, "zh" or "ja"."""

    def read(text: str) -> str:
        from wetext import normalize  # 0.3 s: only a text that needs it pays

        if not any(map(str.isdecimal, text)):
            return " ".join(text.split())
        try:
            spoken = normalize(text, lang=language, operator="tn")
        except (AssertionError, RuntimeError):  # characters outside its alphabet
            spoken = text
        return " ".join(re.sub(r"\d+", lambda match: _digits(match.group(), language), spoken).split())

    return read


def _digits(digits: str, language: str) -> str:
    if len(digits) > _LONGEST_NAMED or digits.startswith("0"):
        return "".join(library_words(int(digit), "ja") for digit in digits)
    return library_words(int(digits), "ja") if language == "ja" else _chinese(digits)


def _chinese(digits: str) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in digits)

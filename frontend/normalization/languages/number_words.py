"""num2words: whole numbers in words, and the ways to read what comes after the decimal mark."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from frontend.normalization.languages.language import Form, Language
from frontend.normalization.written_number import WrittenNumber


@lru_cache(maxsize=16384)
def library_words(value: int, code: str, to: str = "cardinal", **grammar: Any) -> str:
    """Return num2words' reading of a whole number; of others it loses digits, or throws.

    Raises:
        OverflowError: it has no name for so large a number.
    """
    from num2words import num2words

    return str(num2words(value, lang=code, to=to, **grammar))


def digit_by_digit(mark: str) -> Callable[[Language, WrittenNumber, Form], str]:
    """`3,14` -> "drei Komma eins vier"."""

    def read(language: Language, number: WrittenNumber, form: Form) -> str:
        del form
        return f"{language.whole(number.whole, Form())} {mark} {language.digits(number.fraction)}"

    return read


def as_a_number(mark: str) -> Callable[[Language, WrittenNumber, Form], str]:
    """`3,14` -> "trois virgule quatorze", `0,05` -> "zéro virgule zéro cinq"; more than two digits one by one."""

    def read(language: Language, number: WrittenNumber, form: Form) -> str:
        fraction = number.fraction
        named = len(fraction) <= 2 and not fraction.startswith("0")
        spoken = language.whole(fraction, Form()) if named else language.digits(fraction)
        return f"{language.whole(number.whole, Form('', form.case))} {mark} {spoken}"

    return read

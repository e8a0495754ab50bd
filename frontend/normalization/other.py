"""Languages other than English: numbers in words through num2words, everything else as it is written."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"(?<![\w.,])-?(?:\d{1,3}(?:[ .,\u00a0]\d{3})+|\d+)(?:[.,]\d+)?(?![\w]|[.,]\d)|\d+")
_YEAR = re.compile(r"1[1-9]\d\d|20\d\d")
_LONGEST_NAMED = 18  # digits
_DECIMAL_POINT = {"en", "zh", "ja", "ko", "th", "he"}


def normalize_other(text: str, language: str) -> str:
    """Return the text with its numbers in words.

    Args:
        text: one sentence, in canonical characters.
        language: espeak's name; what comes before a "-" chooses the number words. A language num2words does not
            know keeps its digits, which espeak reads itself.
    """
    code = _supported(language.split("-")[0])
    return _NUMBER.sub(lambda match: _number(match.group(), code), text) if code else text


@lru_cache(maxsize=64)
def _supported(code: str) -> str | None:
    from num2words import CONVERTER_CLASSES

    return code if code in CONVERTER_CLASSES else None


def _number(written: str, code: str) -> str:
    from num2words import num2words

    whole, fraction = _parts(written, code)
    if len(whole) > _LONGEST_NAMED or (len(whole) > 1 and whole.startswith("0")):
        return " ".join(num2words(int(digit), lang=code) for digit in whole + fraction)
    form = "year" if _YEAR.fullmatch(written) else "cardinal"
    value = f"{whole}.{fraction}" if fraction else int(whole)
    sign = num2words(-1, lang=code).split()[0] + " " if written.startswith("-") else ""
    return sign + _worded(value, code, form)


def _worded(value: int | str, code: str, form: str) -> str:
    from num2words import num2words

    try:
        return str(num2words(value, lang=code, to=form))
    except NotImplementedError:
        return str(num2words(value, lang=code))


def _parts(written: str, code: str) -> tuple[str, str]:
    """The digits before and after the decimal mark; other marks are thousands separators."""
    mark = "." if code in _DECIMAL_POINT else ","
    whole, _, fraction = written.removeprefix("-").partition(mark)
    other = "," if mark == "." else "."
    if not fraction and whole.count(other) == 1 and not re.fullmatch(r"\d{1,3}[.,]\d{3}", whole):
        whole, _, fraction = whole.partition(other)  # 3.5 in a text that otherwise writes 3,5
    return re.sub(r"\D", "", whole), fraction

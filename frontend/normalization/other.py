"""Languages other than English: numbers in words through num2words, everything else as it is written."""

import re
from functools import lru_cache

from frontend.normalization.written_number import WRITTEN_NUMBER, WrittenNumber, parse_number

_NUMBER = re.compile(rf"(?P<minus>(?<![\w.,])-)?(?P<number>{WRITTEN_NUMBER})")
_YEAR = re.compile(r"1[1-9]\d\d|20\d\d")
_LONGEST_NAMED = 12  # digits
_UNUSABLE = {"am"}  # large numbers take minutes
_DECIMAL_POINT = {"en", "zh", "ja", "ko", "th", "he"}


def normalize_other(text: str, language: str) -> str:
    """Return the text with its numbers in words.

    Args:
        text: one sentence, in canonical characters.
        language: espeak's name; what comes before a "-" chooses the number words. A language num2words does not
            know keeps its digits, which espeak reads itself.
    """
    code = _supported(language.split("-")[0])
    return _NUMBER.sub(lambda match: _read(match, code), text) if code else text


@lru_cache(maxsize=64)
def _supported(code: str) -> str | None:
    from num2words import CONVERTER_CLASSES

    return code if code in CONVERTER_CLASSES and code not in _UNUSABLE else None


def _read(match: re.Match[str], code: str) -> str:
    number = parse_number(match["number"], "." if code in _DECIMAL_POINT else ",")
    spoken = _whole(number, code, "year" if _YEAR.fullmatch(match["number"]) else "cardinal")
    if match["minus"]:
        spoken = f"{_word(code, 'negword')} {spoken}"
    if number.fraction:
        spoken += f" {_word(code, 'pointword')} {_digits(number.fraction, code)}"
    return spoken


def _word(code: str, name: str) -> str:
    """The library's word for the minus sign or the decimal mark; some languages have none there."""
    from num2words import CONVERTER_CLASSES

    return str(getattr(CONVERTER_CLASSES[code], name, "")).strip()


def _whole(number: WrittenNumber, code: str, form: str) -> str:
    if len(number.whole) > _LONGEST_NAMED or (len(number.whole) > 1 and number.whole.startswith("0")):
        return _digits(number.whole, code)
    return _worded(int(number.whole), code, form)


def _digits(digits: str, code: str) -> str:
    return " ".join(_worded(int(digit), code, "cardinal") for digit in digits)


def _worded(value: int, code: str, form: str) -> str:
    """The library's words for a whole number: of others it loses digits or throws in one language or another."""
    from num2words import num2words

    try:
        return str(num2words(value, lang=code, to=form))
    except (NotImplementedError, AttributeError):  # no years of its own
        return _worded(value, code, "cardinal") if form != "cardinal" else str(value)
    except OverflowError:  # large numbers in Telugu: espeak reads the digits
        return str(value)

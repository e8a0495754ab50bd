"""Languages without a table of their own: numbers in num2words' words, everything else as it is written."""

from frontend.normalization.languages.language import Form, Language
from frontend.normalization.languages.number_words import digit_by_digit, library_words

_UNUSABLE = {"am"}  # large numbers take minutes
_DECIMAL_POINT = {"zh", "ja", "ko", "th", "he"}


def library_language(code: str) -> Language | None:
    """Return what num2words knows of a language; None where it does not know it."""
    from num2words import CONVERTER_CLASSES

    if code not in CONVERTER_CLASSES or code in _UNUSABLE:
        return None

    def cardinal(value: int, form: Form) -> str:
        del form
        try:
            return library_words(value, code)
        except OverflowError:  # large numbers in Telugu: espeak reads the digits
            return str(value)

    def ordinal(value: int, form: Form) -> str:
        try:
            return library_words(value, code, "ordinal")
        except NotImplementedError:
            return cardinal(value, form)

    return Language(
        code=code,
        cardinal=cardinal,
        ordinal=ordinal,
        decimal=digit_by_digit(_word(code, "pointword")),
        decimal_mark="." if code in _DECIMAL_POINT else ",",
        symbols={"-": _word(code, "negword"), "+": "+"},
    )


def _word(code: str, name: str) -> str:
    """The library's word for the minus sign or the decimal mark; some languages have none there."""
    from num2words import CONVERTER_CLASSES

    return str(getattr(CONVERTER_CLASSES[code], name, "")).strip()

"""Languages without a table of their own: numbers in num2words' words, everything else as it is written."""

from frontend.normalization.languages.language import Form, Language
from frontend.normalization.languages.number_words import digit_by_digit, library_words

_UNUSABLE = {"am"}  # large numbers take minutes
_DECIMAL_POINT = {"zh", "ja", "ko", "th", "he"}


def library_language(code: str) -> Language:
    """Return what num2words knows of a language; where it knows nothing, a table that leaves texts as they are."""
    from num2words import CONVERTER_CLASSES

    if code not in CONVERTER_CLASSES or code in _UNUSABLE:
        return Language(
            code=code, cardinal=_figures, ordinal=_figures, decimal=digit_by_digit("."), minus="-", reader=_as_written
        )

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
        minus=_word(code, "negword"),
        symbols={"+": "+"},
    )


def _word(code: str, name: str) -> str:
    """The library's word for the minus sign or the decimal mark; some languages have none there."""
    from num2words import CONVERTER_CLASSES

    return str(getattr(CONVERTER_CLASSES[code], name, "")).strip()


def _figures(value: int, form: Form) -> str:
    del form
    return str(value)


def _as_written(text: str) -> str:
    return " ".join(text.split())

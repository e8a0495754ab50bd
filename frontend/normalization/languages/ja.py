"""Japanese, read by wetext's grammar."""

from frontend.normalization.languages.language import Form, Language
from frontend.normalization.languages.number_words import digit_by_digit, library_words
from frontend.normalization.languages.wetext_reading import library_reader


def _cardinal(value: int, form: Form) -> str:
    del form
    return library_words(value, "ja")


def _ordinal(value: int, form: Form) -> str:
    return f"第{_cardinal(value, form)}"


LANGUAGE = Language(
    code="ja",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=digit_by_digit("点"),
    minus="マイナス",
    decimal_mark=".",
    symbols={"+": "プラス"},
    reader=library_reader("ja"),
)

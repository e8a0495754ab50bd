"""Chinese, read by wetext's grammar."""

from frontend.normalization.languages.language import Form, Language
from frontend.normalization.languages.number_words import digit_by_digit
from frontend.normalization.languages.wetext_reading import library_reader


def _cardinal(value: int, form: Form) -> str:
    del form
    return library_reader("zh")(str(value))


def _ordinal(value: int, form: Form) -> str:
    return f"第{_cardinal(value, form)}"


LANGUAGE = Language(
    code="zh",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=digit_by_digit("点"),
    minus="负",
    decimal_mark=".",
    symbols={"+": "加"},
    reader=library_reader("zh"),
)

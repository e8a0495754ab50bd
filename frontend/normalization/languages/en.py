"""English: its rules are a package of their own; here is what others ask of any language."""

import unicodedata

from frontend.normalization.english.dates import MONTHS
from frontend.normalization.english.normalize import normalize_english
from frontend.normalization.english.numbers import cardinal, ordinal, short_year, year
from frontend.normalization.languages.language import Context, Date, Form, Language
from frontend.normalization.languages.number_words import digit_by_digit

_TWO_DIGITS = 100


def _cardinal(value: int, form: Form) -> str:
    del form
    return cardinal(value)


def _ordinal(value: int, form: Form) -> str:
    del form
    return ordinal(value)


def _date(language: Language, date: Date, around: Context) -> str:
    del around
    words = " ".join([language.months[date.month - 1]] * bool(date.month) + [ordinal(date.day)] * bool(date.day))
    if date.year is None:
        return words
    spoken = short_year(f"{date.year:02}") if date.year < _TWO_DIGITS else year(date.year)
    return f"{words}{',' * bool(date.day)} {spoken}".strip()


def _mark_name(mark: str) -> str:
    return unicodedata.name(mark, "unknown symbol").lower().replace("-", " ")


LANGUAGE = Language(
    code="en",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=digit_by_digit("point"),
    minus="minus",
    decimal_mark=".",
    months=tuple(MONTHS),
    date=_date,
    partial_dates=True,
    symbols={
        "+": "plus",
        ".": "dot",
        ",": "comma",
        ":": "colon",
        ";": "semicolon",
        "!": "exclamation mark",
        "?": "question mark",
        "-": "dash",
        "_": "underscore",
        "/": "slash",
        "*": "asterisk",
        "'": "apostrophe",
        '"': "quote",
        "(": "open parenthesis",
        ")": "close parenthesis",
        "[": "open bracket",
        "]": "close bracket",
        "<": "less than",
        ">": "greater than",
        " ": ",",
    },
    mark_name=_mark_name,
    letters={"A": "[[ˈeɪ]]"},  # not the article
    reader=normalize_english,
)

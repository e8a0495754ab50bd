"""What `say-as` asks for: a written form, read as the kind of thing it is said to be."""

import re
import unicodedata
from collections.abc import Callable

from frontend.characters import canonical

_DATE_PARTS = {"y": r"(?P<y>\d{4}|\d{2})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})"}
_CHARACTER_NAMES = {
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
}
_ENGLISH_LETTER_A = "[[ˈeɪ]]"  # not the article


def say_as(text: str, kind: str, form: str, language: str) -> str:
    """Return the words a text is read as; what has no reading of its kind comes back as it is.

    Args:
        kind: one of `KINDS`.
        form: the order of a date, such as "dmy"; "" where there is none.
        language: espeak's name of the language.
    """
    return KINDS[kind](canonical(text).strip(), form, language)


def _cardinal(text: str, form: str, language: str) -> str:
    del form
    match = re.fullmatch(r"(?P<sign>[+-]?)(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)", text)
    if not match:
        return text
    if _is_english(language):
        from frontend.normalization.english.numbers import number

        return f"{ {'-': 'minus ', '+': 'plus '}.get(match['sign'], '') }{number(match['number'])}"
    return _words(text.replace(",", ""), language, "cardinal")


def _ordinal(text: str, form: str, language: str) -> str:
    del form
    match = re.fullmatch(r"(?P<number>\d[\d,]*)(?:st|nd|rd|th|\.|º|ª)?", text, re.IGNORECASE)
    if not match:
        return text
    digits = match["number"].replace(",", "")
    if _is_english(language):
        from frontend.normalization.english.numbers import ordinal

        return ordinal(int(digits))
    return _words(digits, language, "ordinal")


def _digits(text: str, form: str, language: str) -> str:
    del form
    groups = [" ".join(_character(one, language) for one in group) for group in re.split(r"[\s.,()/-]+", text) if group]
    return ", ".join(groups)


def _characters(text: str, form: str, language: str) -> str:
    del form
    return " ".join(_character(one, language) for one in text)


def _telephone(text: str, form: str, language: str) -> str:
    """In groups as written; a plain row of ten digits, or of seven, as Americans group them."""
    grouped = re.sub(r"^(\d{3})?(\d{3})(\d{4})$", lambda match: "-".join(filter(None, match.groups())), text)
    plus = "plus " if text.startswith("+") and _is_english(language) else ""
    return plus + _digits(grouped.removeprefix("+") if plus else grouped, form, language)


def _date(text: str, form: str, language: str) -> str:
    order = form.lower()
    if not order or not set(order) <= set(_DATE_PARTS) or len(set(order)) != len(order) or not _is_english(language):
        return text
    pattern = r"[\s./-]*".join(_DATE_PARTS[part] for part in order)
    match = re.fullmatch(pattern, text)
    if not match:
        return text
    return _dated(match.groupdict()) or text


def _dated(found: dict[str, str]) -> str | None:
    from frontend.normalization.english.dates import MONTHS
    from frontend.normalization.english.numbers import ordinal, short_year, year

    month, day = (int(found.get(part) or 0) for part in "md")
    written = found.get("y")
    spoken = "" if written is None else year(int(written)) if len(written) == 4 else short_year(written)
    if month > len(MONTHS) or day > 31 or ("m" in found and not month) or ("d" in found and not day):
        return None
    words = " ".join(([MONTHS[month - 1]] if month else []) + ([ordinal(day)] if day else []))
    return f"{words}, {spoken}" if day and spoken else f"{words} {spoken}".strip()


def _time(text: str, form: str, language: str) -> str:
    del form, language
    return re.sub(r"^(\d{1,2})(\d{2})$", r"\1:\2", text)  # 1430


def _as_written(text: str, form: str, language: str) -> str:
    del form, language
    return text


KINDS: dict[str, Callable[[str, str, str], str]] = {
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "characters": _characters,
    "spell-out": _characters,
    "verbatim": _characters,
    "date": _date,
    "time": _time,
    "telephone": _telephone,
    # The reader of plain text knows these by their looks.
    "currency": _as_written,
    "fraction": _as_written,
    "unit": _as_written,
    "address": _as_written,
}
"""What `interpret-as` may be."""


def _character(character: str, language: str) -> str:
    if character.isdecimal():
        return _words(character, language, "cardinal")
    if character.isalpha():
        upper = character.upper()
        return _ENGLISH_LETTER_A if upper == "A" and _is_english(language) else upper
    if not _is_english(language):
        return character
    return _CHARACTER_NAMES.get(character) or unicodedata.name(character, "unknown symbol").lower().replace("-", " ")


def _words(number: str, language: str, form: str) -> str:
    from num2words import CONVERTER_CLASSES, num2words

    code = language.split("-")[0]
    if code not in CONVERTER_CLASSES:
        return number
    try:
        return str(num2words(number, lang=code, to=form))
    except NotImplementedError:
        return number


def _is_english(language: str) -> bool:
    return language.startswith("en")

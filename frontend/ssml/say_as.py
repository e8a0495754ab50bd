"""What `say-as` asks for: a written form, read as the kind of thing it is said to be."""

import re
from collections.abc import Callable

from frontend.characters import canonical
from frontend.normalization.languages.language import Context, Date, Form, is_said_as_one
from frontend.normalization.normalize import language_table
from frontend.normalization.roman import roman_value
from frontend.normalization.written_number import WRITTEN_NUMBER, parse_number

_DATE_PARTS = {"y": r"(?P<y>\d{4}|\d{2})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})"}
_WORD = re.compile(r"\s*((?<![^\W\d_])[a-z]{2,}\b\.?)\s*")
_SI_UNITS = ("min", "s")
_UNITS = {"uk": ("хв", "с"), "ru": ("мин", "с")}
_NUMBERS = ("cardinal", "ordinal", "digits", "telephone")
_FORMATS = {
    "number": "|".join(_NUMBERS),
    "date": "(?!.*(.).*\\1)[ymd]+",
    "time": "h?m?s?(?:12|24)?",
    "telephone": r"\+?\d{1,3}",  # the code of its country
}
"""What `format` may be, of the kinds that have any."""

_MONTHS = 12
_DAYS = 31


def say_as(text: str, kind: str, form: str, language: str) -> str:
    """Return the words a text is read as; what has no reading of its kind comes back as it is.

    Args:
        kind: one of `KINDS`.
        form: the order of a date, such as "dmy"; "" where there is none.
        language: espeak's name of the language.
    """
    return KINDS[kind](canonical(text).strip(), form, language)


def knows_format(kind: str, form: str) -> bool:
    """Whether a format says anything about a kind; "" always does."""
    return not form or bool(re.fullmatch(_FORMATS.get(kind, ""), form, re.IGNORECASE))


def _number(text: str, form: str, language: str) -> str:
    kind = form.lower() if form.lower() in _NUMBERS else "cardinal"
    return KINDS[kind](text, "", language)


def _cardinal(text: str, form: str, language: str) -> str:
    del form
    text = _figures(text)
    match = re.fullmatch(rf"(?P<sign>[+-]?)(?P<number>{WRITTEN_NUMBER}|[.,]\d+)", text)
    if not match:
        return text
    table = language_table(language)
    written = re.sub(r"^(?=[.,])", "0", match["number"])
    spoken = table.number(parse_number(written, table.decimal_mark), Form())
    sign = {"-": table.minus, "+": table.symbols.get("+", "+")}.get(match["sign"], "")
    return f"{sign} {spoken}".strip()


def _ordinal(text: str, form: str, language: str) -> str:
    del form
    match = re.fullmatch(r"(?P<number>\d[\d,]*)(?:st|nd|rd|th|\.|º|ª|o|a)?", _figures(text), re.IGNORECASE)
    if not match:
        return text
    digits = match["number"].replace(",", "")
    table = language_table(language)
    return table.ordinal(int(digits), Form()) if is_said_as_one(digits) else table.digits(digits)


def _figures(text: str) -> str:
    """A Roman numeral in figures, anything else as it is."""
    value = roman_value(text) if text.isupper() else None
    return text if value is None else str(value)


def _digits(text: str, form: str, language: str) -> str:
    del form
    groups = [" ".join(_character(one, language) for one in group) for group in re.split(r"[\s.,()/-]+", text) if group]
    return ", ".join(groups)


def _characters(text: str, form: str, language: str) -> str:
    del form
    return " ".join(_character(one, language) for one in text)


def _telephone(text: str, form: str, language: str) -> str:
    """In groups as written; a plain row of ten digits, or of seven, as Americans group them."""
    number, *rest = _WORD.split(text, maxsplit=1)
    if rest:  # "ext." and what follows it are no digits of the number
        word, after = rest
        parts = (_telephone(number, form, language), word, _digits(after, form, language))
        return " ".join(filter(None, parts))
    grouped = re.sub(r"^(\d{3})?(\d{3})(\d{4})$", lambda match: "-".join(filter(None, match.groups())), text.strip())
    plus = language_table(language).symbols.get("+", "") if grouped.startswith("+") else ""
    return f"{plus} {_digits(grouped.removeprefix('+') if plus else grouped, form, language)}".strip()


def _date(text: str, form: str, language: str) -> str:
    order = form.lower()
    if not order or not set(order) <= set(_DATE_PARTS) or len(set(order)) != len(order):
        return text
    match = re.fullmatch(r"[\s./-]*".join(_DATE_PARTS[part] for part in order), text)
    return (match and _dated(match.groupdict(), language)) or text


def _dated(found: dict[str, str], language: str) -> str | None:
    table = language_table(language)
    month, day = (int(found.get(part) or 0) for part in "md")
    if (
        table.date is None
        or month > _MONTHS
        or day > _DAYS
        or ("m" in found and not month)
        or ("d" in found and not day)
        or not (table.partial_dates or (month and day))
    ):
        return None
    year = int(found["y"]) if "y" in found else None
    return table.date(table, Date(day, month, year, in_figures=True), Context("", ""))


def _time(text: str, form: str, language: str) -> str:
    del form
    lasts = re.fullmatch(r"(?:(?P<minutes>\d+)')?\s*(?:(?P<seconds>\d+(?:\.\d+)?)(?:\"|''))?", text)
    if text and lasts:
        units = zip((lasts["minutes"], lasts["seconds"]), _UNITS.get(language.split("-")[0], _SI_UNITS), strict=True)
        return " ".join(f"{number} {unit}" for number, unit in units if number)
    return re.sub(r"^(\d{1,2})(\d{2})$", r"\1:\2", text)  # 1430


def _as_written(text: str, form: str, language: str) -> str:
    del form, language
    return text


KINDS: dict[str, Callable[[str, str, str], str]] = {
    "cardinal": _cardinal,
    "number": _number,
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
    table = language_table(language)
    if character.isdecimal():
        return table.cardinal(int(character), Form())
    if character.isalpha():
        return table.letters.get(character.upper(), character.upper())
    return table.symbols.get(character) or table.mark_name(character)

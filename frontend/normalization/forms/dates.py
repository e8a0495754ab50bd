"""Dates: with the month in letters, in figures, and as computers write them; one day or from one to another."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Context, Date, Language, context
from frontend.normalization.rule import Rule, alternatives

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for dates; none for a language that has no table of months."""
    if language.date is None:
        return
    names = {name.lower(): number for number, name in enumerate(language.months, start=1)}
    short = {name.lower(): number for name, number in language.short_months.items()}
    month = rf"(?P<month>(?i:{alternatives(names)}(?!\w)|{alternatives(short)}(?:\.|(?!\w))))" if short else ""
    month = month or rf"(?P<month>(?i:{alternatives(names)})(?!\w))"
    first = rf"(?:(?P<first>{_DAY}){language.day_mark}(?P<join>\s?[-–—]\s?|\s(?:{language.date_to})\s))?"
    of = rf"(?:{language.date_of}\s)?"

    def in_letters(match: re.Match[str]) -> str | None:
        written = match["month"].lower().rstrip(".")
        number = names.get(written) or short[written]
        return _read(language, match, number)

    def in_figures(match: re.Match[str]) -> str | None:
        return _read(language, match, int(match["month"]))

    yield Rule(
        re.compile(
            rf"(?<![\w.,/-]){first}(?P<day>{_DAY}){language.day_mark}\s?{of}{month}"
            rf"(?:,?\s{of}(?P<year>[12]\d{{3}}|\d{{3}})(?:-го)?(?![\w]|[.,:]\d))?"
        ),
        in_letters,
    )
    yield Rule(
        re.compile(
            rf"(?<![\w.,/-])(?P<day>{_DAY})(?P<mark>[./-])(?P<month>{_MONTH})(?P=mark)(?P<year>[12]\d{{3}})(?![\w/-])"
        ),
        in_figures,
    )
    yield Rule(
        re.compile(rf"(?<![\w.,/-])(?P<year>[12]\d{{3}})-(?P<month>{_MONTH})-(?P<day>{_DAY})(?![\w/-])"), in_figures
    )


def _read(language: Language, match: re.Match[str], month: int) -> str | None:
    assert language.date is not None
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    around = context(match)
    first = parts.get("first")
    if first is None:
        in_figures = match["month"].isdecimal()
        return language.date(language, Date(int(parts["day"]), month, year, in_figures), around)
    join = parts["join"].strip(" -–—") or language.to
    day = language.date(language, Date(int(first), month), Context(around.before, ""))
    joined = Context(f"{around.before} {join}" if parts["join"].strip(" -–—") else around.before, around.after)
    last = language.date(language, Date(int(parts["day"]), month, year), joined)
    if day is None:
        return None
    return f"{day.removesuffix(language.months[month - 1]).strip().removesuffix(' de')} {join} {last}".replace(
        "  ", " "
    )

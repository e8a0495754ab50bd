"""Dates in their written forms, decades, eras and spans of years."""

import re

from frontend.normalization.english.numbers import cardinal, ordinal, pairs, plural, short_year, year
from frontend.normalization.english.rule import DigitRule, Rule, alternatives

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_MONTHS = (*(month[:3] for month in MONTHS), "Sept")
_MONTH_WORD = alternatives((*MONTHS, *_SHORT_MONTHS))
_SMALL_MONTH = alternatives(month.lower() for month in MONTHS if month not in ("March", "May"))
_SMALL_SHORT_MONTH = alternatives(month.lower() for month in _SHORT_MONTHS)
_MONTH = rf"(?P<month>{_MONTH_WORD}|{_MONTH_WORD.upper()}|{_SMALL_MONTH}|{_SMALL_SHORT_MONTH}(?=[.\s-]+\d))\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DAY_SPAN = rf"{_DAY}(?:\s?[-–]\s?(?P<last>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>[12]\d{3})"
_ERA = r"(?:B\.?C\.?(?:E\.?)?|C\.E\.|CE|A\.?D\.?)(?!\w)"


def _month(written: str) -> str:
    return next(month for month in MONTHS if month[:3].lower() == written[:3].lower())


def _weekday(written: str) -> str:
    return next(day for day in DAYS if day[:2].lower() == written[:2].lower())


def _tail(match: re.Match[str]) -> str:
    return f", {year(int(match['year']))}" if match["year"] else ""


def _days(match: re.Match[str]) -> str:
    last = f" to {ordinal(int(match['last']))}" if match["last"] else ""
    return ordinal(int(match["day"])) + last


def _month_first(match: re.Match[str]) -> str:
    return f"{_month(match['month'])} {_days(match)}{_tail(match)}"


def _day_first(match: re.Match[str]) -> str:
    article = "" if match["article"] or match["of"] else "the "
    spoken_year = f" {year(int(match['year']))}" if match["year"] else ""
    return f"{match['article'] or ''}{article}{_days(match)} of {_month(match['month'])}{spoken_year}"


def _numeric(month: int, day: int, spoken_year: str) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}, {spoken_year}"


def _year_first(match: re.Match[str]) -> str | None:
    return _numeric(int(match["month"]), int(match["day"]), year(int(match["year"])))


def _slashed(match: re.Match[str]) -> str | None:
    first, second = int(match["first"]), int(match["second"])
    written_year = match["year"]
    spoken_year = year(int(written_year)) if len(written_year) == 4 else short_year(written_year)
    if first > 12 or match["separator"] == ".":
        reading = _numeric(second, first, spoken_year)
        return reading and f"the {ordinal(first)} of {MONTHS[second - 1]} {spoken_year}"
    return _numeric(first, second, spoken_year)


def _decade(match: re.Match[str]) -> str:
    written = match["decade"]
    if len(written) == 2:
        return "two thousands" if written == "00" else plural(cardinal(int(written)))
    return plural(year(int(written)))


def _decade_span(match: re.Match[str]) -> str:
    last = match["last"]
    second = plural(year(int(last))) if len(last) == 4 else plural(cardinal(int(last)))
    return f"{plural(year(int(match['first'])))} to {second}"


def _year_span(match: re.Match[str]) -> str | None:
    first, last = match["first"], match["last"]
    if len(last) == 2 and int(last) <= int(first) % 100:
        return None
    return f"{year(int(first))} to {short_year(last) if len(last) == 2 else year(int(last))}"


def _era(match: re.Match[str]) -> str:
    number = int(match["number"].replace(",", ""))
    spoken = year(number) if 1000 < number < 10000 else pairs(str(number))
    return f"{spoken} {match['era'].replace('.', '')}"


RULES = (
    DigitRule(rf"(?<!\w){_MONTH}\s+{_DAY_SPAN}(?:,?\s+{_YEAR})?(?![\w%/]|[.:,]\d)", _month_first),
    DigitRule(rf"(?<!\w){_MONTH}-{_DAY}(?P<last>)-{_YEAR}(?!\w)", _month_first),
    DigitRule(
        rf"(?<![\w.,/-])(?P<article>[Tt]he )?{_DAY_SPAN}(?P<of>\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR})?(?!\w)",
        _day_first,
    ),
    DigitRule(
        rf"(?<!\w){_MONTH},?\s+{_YEAR}(?![\w%]|[.,]\d)",
        lambda match: f"{_month(match['month'])} {year(int(match['year']))}",
    ),
    DigitRule(rf"(?<![\w./-]){_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?![\w/-]|\.\d)", _year_first),
    DigitRule(
        r"(?<![\w./-])(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second>\d{1,2})(?P=separator)(?P<year>[12]\d{3}|(?<=/)\d{2})"
        r"(?![\w/-]|\.\d)",
        _slashed,
    ),
    DigitRule(
        r"(?<![\w.,$-])(?P<first>1[0-9]\d\d|20\d\d)\s?[-–]\s?(?P<last>1[0-9]\d\d|20\d\d|\d\d)(?![\w.%-]*\d|\w)",
        _year_span,
    ),
    DigitRule(
        r"(?<![\w.,])(?P<first>[12]\d\d0)'?s\s?[-–]\s?'?(?P<last>[12]\d\d0|[2-9]0)'?s\b",
        _decade_span,
    ),
    DigitRule(r"(?<![\w.,])'?(?P<decade>1[0-9]\d0|20\d0|[2-9]0|00)'?s\b", _decade),
    DigitRule(r"(?<!\w)'(?P<short>\d\d)(?![\w'])", lambda match: short_year(match["short"])),
    DigitRule(rf"(?<![\w.])(?P<number>\d{{1,3}}(?:,\d{{3}})*|\d+)\s?(?P<era>{_ERA})", _era),
    Rule(
        re.compile(
            r"(?<!\w)(?P<first>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?\s?[-–]\s?(?P<last>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b"
        ),
        lambda match: f"{_weekday(match['first'])} to {_weekday(match['last'])}",
    ),
    Rule(
        re.compile(rf"(?<!\w)(?P<first>{_MONTH_WORD})\.?\s?[-–]\s?{_MONTH}(?!\w)"),
        lambda match: f"{_month(match['first'])} to {_month(match['month'])}",
    ),
    Rule(
        re.compile(r"(?<!\w)(?P<day>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:\.(?=\s?,)|(?=,\s+\w+\s+\w))"),
        lambda match: _weekday(match["day"]),
    ),
)

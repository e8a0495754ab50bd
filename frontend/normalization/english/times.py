"""Times of day, spans between them, and durations."""

import re

from frontend.normalization.english.numbers import cardinal, digits, is_one, number
from frontend.normalization.english.rule import DigitRule
from frontend.normalization.english.wetext_grammar import library_reading

_HALF = r"(?:[AaPp]\.\s?[Mm]\.|[AaPp][Mm]\b)"
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"
_DOTTED = rf"(?:1[0-2]|0?[1-9])\.[0-5]\d\s?{_HALF}"
_TIME = rf"(?:{_DOTTED}|{_CLOCK}(?:\s?{_HALF})?|(?:1[0-2]|0?[1-9])\s?{_HALF})"
_HOURS = r"(?P<hours>\d+)\s?(?:h|hrs?)"
_MINUTES = r"(?P<minutes>\d+)\s?(?:m|mins?)"
_SECONDS = r"(?P<seconds>\d+)\s?(?:s|secs?)"


def _clock(written: str) -> str:
    half = re.search(_HALF, written)
    suffix = f" {half.group()[0].upper()}M" if half else ""
    hour, *rest = re.findall(r"\d+", written)
    if suffix and len(rest) < 2:
        minutes = int(rest[0]) if rest else 0
        return f"{cardinal(int(hour))}{_minutes(minutes)}{suffix}"
    reading = library_reading(written[: half.start()].strip() if half else written)
    return f"{reading or ' '.join(cardinal(int(part)) for part in (hour, *rest))}{suffix}"


def _minutes(minutes: int) -> str:
    if minutes == 0:
        return ""
    return f" {'o ' if minutes < 10 else ''}{cardinal(minutes)}"


def _span(match: re.Match[str]) -> str:
    return f"{_clock(match['first'])} to {_clock(match['last'])}"


def _duration(match: re.Match[str]) -> str:
    parts = ((match["hours"], "hour"), (match["minutes"], "minute"), (match["seconds"], "second"))
    return " ".join(f"{number(value)} {unit}{'' if is_one(value) else 's'}" for value, unit in parts if value)


RULES = (
    DigitRule(
        r"(?<![\w:.,])(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)\.(?P<parts>\d+)(?![\w:]|[.,]\d)",
        lambda match: (
            f"{cardinal(int(match['minutes']))} {_minutes(int(match['seconds'])).strip() or 'zero'}"
            f" point {digits(match['parts'])}"
        ),
    ),
    DigitRule(rf"(?<![\w.,]){_HOURS}\s?{_MINUTES}(?:\s?{_SECONDS})?\b", _duration),
    DigitRule(rf"(?<![\w.,])(?P<hours>){_MINUTES}\s?{_SECONDS}\b", _duration),
    DigitRule(rf"(?<![\w:.])(?P<first>{_TIME})\s?[-–]\s?(?P<last>{_TIME})(?!\w|:\d)", _span),
    DigitRule(
        rf"(?<![\w:.])(?P<first>1[0-2]|[1-9])\s?[-–]\s?(?P<last>(?:1[0-2]|[1-9])\s?{_HALF})",
        lambda match: f"{cardinal(int(match['first']))} to {_clock(match['last'])}",
    ),
    DigitRule(rf"(?<![\w:.]){_TIME}(?!\w|:\d)", lambda match: _clock(match.group())),
)

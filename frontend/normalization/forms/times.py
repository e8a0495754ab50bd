"""Times of day, one or from one to another."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Clock, Context, Form, Language, Time, context
from frontend.normalization.rule import Rule

_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"


def rules(language: Language) -> Iterator[Rule]:
    """Yield a rule for each way the language writes a time of day."""
    if language.time is None:
        return

    def read(match: re.Match[str]) -> str:
        return _read(language, match)

    for clock in language.clocks:
        yield Rule(_pattern(clock), read)


def _pattern(clock: Clock) -> re.Pattern[str]:
    optional = "?" if clock.bare_hours else ""
    one, other = (
        rf"(?P<hour{place}>{_HOUR})(?:{clock.mark}(?P<minute{place}>{_MINUTE})(?!\d)){optional}{seconds}"
        for place, seconds in (("", ""), ("2", ""))
    )
    lead = rf"(?P<lead>(?<!\w)(?i:{clock.lead})\s?)" if clock.lead else "(?P<lead>)"
    return re.compile(
        rf"{lead}(?<![\w.,:/-]){one}(?:(?P<between>{clock.suffix})?\s?[-–—]\s?{other})?(?P<suffix>{clock.suffix})(?![\w:]|[.,:]\d|\s?%)"
    )


def _read(language: Language, match: re.Match[str]) -> str:
    assert language.time is not None
    around = context(match)
    parts = match.groupdict()
    around = Context(around.before + match["lead"], match["suffix"] + around.after)
    spoken = language.time(language, _time(parts["hour"], parts["minute"]), around)
    if parts["hour2"]:
        if not (parts["minute"] or parts["minute2"] or parts["between"]):
            spoken = language.cardinal(int(parts["hour"]), Form())  # 9-17 Uhr
        last = language.time(language, _time(parts["hour2"], parts["minute2"]), around)
        spoken = f"{spoken} {language.to} {last}".replace("  ", " ")
    return match["lead"] + spoken


def _time(hour: str, minute: str | None) -> Time:
    return Time(int(hour), int(minute) if minute else None)

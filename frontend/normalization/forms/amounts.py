"""Percentages, money, measures and large numbers: a number, a magnitude, what is counted; one or a range."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Context, Currency, Form, Language, Noun, context
from frontend.normalization.rule import Rule, alternatives
from frontend.normalization.written_number import WRITTEN_NUMBER, WrittenNumber, parse_number

_NUMBER = rf"(?:(?P<first>{WRITTEN_NUMBER})\s?[-–—]\s?)?(?P<number>{WRITTEN_NUMBER})"
_SIGNED = rf"(?P<minus>(?<![\w.,])[-−]\s?)?(?<![\w.,]){_NUMBER}"


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for what is counted."""
    magnitude = f"(?P<magnitude>{alternatives(language.magnitudes)})" if language.magnitudes else "(?P<magnitude>(?!))"
    counted = {**dict.fromkeys(("%", "‰")), **language.currencies, **language.units}
    signs = [sign for sign in counted if sign not in language.units and sign not in "%‰"]
    per = rf"(?:/(?:{alternatives(language.per)})(?!\w))?" if language.per else ""
    after = rf"\s?(?P<counted>{alternatives(counted)}{per})(?![\w^])"
    of = rf"(?:\s{language.of}\s?)?" if language.of else ""  # the word between, where it is written

    def read(match: re.Match[str]) -> str:
        return _read(language, match)

    yield Rule(re.compile(r"(?<=\d)(?:,|\.)[-–](?!\w)"), lambda _: "")  # € 10,-
    if signs:
        yield Rule(
            re.compile(
                rf"(?P<minus>(?<![\w.,])[-−]\s?)?(?<!\w)(?P<counted>{alternatives(signs)})\s?{_NUMBER}"
                rf"(?:\s?{magnitude}(?!\w))?(?![\w]|[.,]\d)"
            ),
            read,
        )
    yield Rule(re.compile(rf"{_SIGNED}\s?{magnitude}(?!\w)(?:{of}{after})?"), read)
    yield Rule(re.compile(rf"{_SIGNED}(?P<magnitude>){after}"), read)
    powers = [unit for unit in language.units if "^" in unit]
    if powers:
        yield Rule(  # 9 euro per m^2
            re.compile(rf"(?<=[^\W\d]\s){alternatives(powers)}(?![\w^])"),
            lambda match: language.units[match.group()].forms[0],
        )


def _read(language: Language, match: re.Match[str]) -> str:
    parts = match.groupdict()
    number = parse_number(match["number"], language.decimal_mark)
    before = Context(context(match).before, "")
    case = language.agreement(int(number.whole), before).case
    spoken = _counted(language, number, parts["magnitude"], parts["counted"], case)
    if parts["first"]:
        first = parse_number(parts["first"], language.decimal_mark)
        spoken = f"{language.number(first, Form('', case))} {language.to} {spoken}".replace("  ", " ")
    return f"{language.minus} {spoken}" if parts["minus"] else spoken


def _counted(language: Language, number: WrittenNumber, magnitude: str | None, written: str | None, case: str) -> str:
    if magnitude:
        spoken = language.counted(number, language.magnitudes[magnitude], case)
        if written is None:
            return spoken
        forms = _noun(language, written).forms
        return f"{spoken} {language.after_magnitude(forms[min(2, len(forms) - 1)])}"
    assert written is not None
    sign, _, below = written.partition("/")
    currency = language.currencies.get(sign)
    if currency and currency.cent and len(number.fraction) == 2:
        return f"{_price(language, number, currency, case)} {language.per.get(below, '')}".rstrip()
    return language.counted(number, _noun(language, written), case)


def _price(language: Language, number: WrittenNumber, currency: Currency, case: str) -> str:
    assert currency.cent is not None
    whole, hundredths = WrittenNumber(number.whole), WrittenNumber(str(int(number.fraction)))
    if not int(number.fraction):
        return language.counted(whole, currency.unit, case)
    cents = language.counted(hundredths, currency.cent, case)
    if not int(number.whole):
        return cents
    units = language.counted(whole, currency.unit, case)
    return language.price.format(units=units, cents=cents, bare_cents=language.number(hundredths, Form()))


def _noun(language: Language, written: str) -> Noun:
    if written == "%":
        return language.percent
    if written == "‰":
        return language.per_mille
    if written in language.currencies:
        return language.currencies[written].unit
    if written in language.units:
        return language.units[written]
    above, _, below = written.partition("/")
    per = language.per[below]
    found = _noun(language, above)
    return Noun(tuple(f"{form} {per}" for form in found.forms), found.gender)

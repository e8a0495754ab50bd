"""A number with a unit: spans, fractions, feet and inches, degrees, and units that stand alone."""

import re

from frontend.normalization.english.fractions import MIXED, read_mixed
from frontend.normalization.english.numbers import MAGNITUDES, NUMBER, is_adjective, is_one, number
from frontend.normalization.english.rule import DigitRule, Rule
from frontend.normalization.english.units import PERIODS, plural_unit, singular_unit

_LETTERS = "A-Za-zµμΩ°%‰"
_UNIT = (
    rf"(?:(?:sq|cu|fl)\.?\s(?:ft|mi|km|m|in|oz)\b\.?|°\s?[CF]\b"
    rf"|(?:[{_LETTERS}][A-Za-zΩ]{{0,5}}(?:\^?[23](?!\d))?(?:/[{_LETTERS}][A-Za-z]{{0,4}}(?:\^?[23](?!\d))?)?\.?))"
)
_NOT_UNITS = {
    "a",
    "A",
    "am",
    "pm",
    "AM",
    "PM",
    "s",
    "in",
    "st",
    "nd",
    "rd",
    "th",
    "x",
    "X",
    "h",
    "C",
    "F",
    "K",
    "M",
    "T",
}
_UNITS_WHEN_JOINED = {"s", "h", "in"}
_LONE_UNITS = r"(?P<before>[a-z]+\s)(?P<unit>kg|km|cm|mm|lbs?|mph|kph|km/h|m/s|[kMG]Hz|[KMGT]B)(?![\w/-]|\.\w)"
_EACH = PERIODS | {word: word for word in ("person", "head", "dozen", "piece")}
_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _measure(match: re.Match[str]) -> str | None:
    written_unit, joined = match["unit"], not match["space"]
    trailing = "." if written_unit.endswith(".") else ""
    stem = written_unit.removesuffix(".")
    if stem in _NOT_UNITS and not (stem in _UNITS_WHEN_JOINED and joined) and not _ends_clause(match):
        return None
    if stem == "s" and (match["amount"] or "").endswith("00"):
        return None  # 100s of people
    amount, upper = match["amount"], match["upper"]
    counts_one = is_one(amount) and not upper and not match["magnitude"]
    singular = (
        counts_one
        or match["space"] == "-"
        or match["adjective"]
        or (match["fraction"] and not re.search(r"\d[\s-]\d", match["fraction"]))
        or is_adjective(match.string, match.start())
    )
    unit = singular_unit(stem) if singular else plural_unit(stem)
    if unit is None:
        return None
    spoken = read_mixed(match["fraction"]) if match["fraction"] else number(amount)
    if upper:
        spoken += f" to {number(upper)}"
    if match["magnitude"]:
        spoken += f" {MAGNITUDES[match['magnitude'].lower()]}"
    if trailing and _ends_sentence(match):
        unit += trailing
    return f"{_sign(match['sign'])}{spoken} {unit}{match['adjective'] or ''}"


def _with_power(match: re.Match[str]) -> str | None:
    """`5 m s^-2`, as physicists write it."""
    below = singular_unit(match["below"])
    above = (singular_unit if is_one(match["amount"]) else plural_unit)(match["above"])
    if not above or not below:
        return None
    power = {"1": "", "2": " squared", "3": " cubed"}[match["power"]]
    return f"{_sign(match['sign'])}{number(match['amount'])} {above} per {below}{power}"


def _each(match: re.Match[str]) -> str | None:
    """`12/kg`: so many to each."""
    each = _EACH.get(match["unit"]) or singular_unit(match["unit"])
    return f"{number(match['amount'])} per {each}" if each else None


def _ends_clause(match: re.Match[str]) -> bool:
    """Whether "in" or "h" is a unit, as the last word of a clause is: no preposition stands there."""
    last = match.string[match.end() :].lstrip()[:1] in ("", ",", ";", ")", "(", "x")
    if match["unit"] == "s" and match["amount"]:
        return "." in match["amount"]  # 9.58 s
    return match["unit"] == "in." or (match["unit"].removesuffix(".") in ("in", "h") and last)


def _ends_sentence(match: re.Match[str]) -> bool:
    return re.match(r"\s*$|\s+[A-Z\"']", match.string[match.end() :]) is not None


def _sign(written: str | None) -> str:
    return {"-": "minus ", "+": "plus ", "±": "plus or minus ", "~": "approximately "}.get(written or "", "")


def _feet_and_inches(match: re.Match[str]) -> str:
    feet = f"{number(match['feet'])} {'foot' if is_one(match['feet']) else 'feet'}"
    if not match["inches"]:
        return feet
    return f"{feet} {number(match['inches'])} {'inch' if is_one(match['inches']) else 'inches'}"


def _inches(match: re.Match[str]) -> str | None:
    if match.string.count('"', 0, match.end() - 1) % 2:
        return None  # it closes a quotation
    amount = match["amount"]
    singular = is_one(amount) or "/" in amount or is_adjective(match.string, match.start())
    return f"{read_mixed(amount) if '/' in amount else number(amount)} {'inch' if singular else 'inches'}"


def _coordinate(match: re.Match[str]) -> str:
    parts = zip((match["degrees"], match["minutes"], match["seconds"]), ("degree", "minute", "second"), strict=True)
    spoken = " ".join(f"{number(value)} {unit}{'' if is_one(value) else 's'}" for value, unit in parts if value)
    return f"{spoken} {_COMPASS[match['compass']]}"


RULES = (
    DigitRule(
        rf"(?<![\w.,/^-])(?P<sign>[-+±~])?(?P<amount>{NUMBER})\s?(?P<above>[A-Za-zµμΩ]{{1,3}})[\s·](?P<below>[A-Za-z]{{1,3}})"
        r"\^-(?P<power>[123])(?!\d)",
        _with_power,
    ),
    DigitRule(rf"(?<![\w.,/^$€£-])(?P<amount>{NUMBER})/(?P<unit>[A-Za-z]{{1,6}})(?![\w/])", _each),
    DigitRule(
        rf"(?P<degrees>{NUMBER})°\s?(?:(?P<minutes>{NUMBER})'\s?)?(?:(?P<seconds>{NUMBER})(?:\"|'')\s?)?"
        r"(?P<compass>[NSEW])\b",
        _coordinate,
    ),
    DigitRule(
        r"(?<![\w.])(?P<feet>\d+)(?:'|\s?ft\.?)\s?(?P<inches>\d+(?:\.\d+)?)(?:\"|''|\s?in\b\.?)",
        _feet_and_inches,
    ),
    DigitRule(r"(?<![\w.])(?P<feet>[3-8])'(?P<inches>1[01]|\d)(?![\w'\"])", _feet_and_inches),  # one's height
    DigitRule(r"(?<![\w.'])(?P<feet>\d+)'(?P<inches>)(?=\s(?:x|by|tall|wide|long|high|deep)\b)", _feet_and_inches),
    DigitRule(r"(?<=feet x )(?P<feet>\d+)'(?P<inches>)", _feet_and_inches),
    DigitRule(rf"(?<![\w.])(?P<amount>{MIXED}|{NUMBER})\"(?!\w)", _inches),
    DigitRule(
        rf"(?<![\w.,/^-])(?P<sign>[-+±~])?"
        rf"(?:(?P<fraction>{MIXED})|(?P<amount>{NUMBER})(?:%?\s?(?:-|–|to)\s?(?P<upper>{NUMBER}))?)"
        rf"(?:\s(?P<magnitude>thousand|million|billion|trillion))?"
        rf"(?P<space>\s|-)?(?P<unit>{_UNIT})(?P<adjective>-(?=[a-z]))?(?![\w/^]|(?<=\.)\d)",
        _measure,
    ),
    Rule(re.compile(r"(?:(?<=rs )|(?<=es )|(?<=et ))x(?=\s\w)"), lambda _: "by"),
    Rule(re.compile(_LONE_UNITS), lambda match: f"{match['before']}{plural_unit(match['unit'])}"),
)

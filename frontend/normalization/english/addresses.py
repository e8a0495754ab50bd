"""House numbers, street names and what follows them; rooms, roads and flights by number."""

import re

from frontend.normalization.english.numbers import digits, pairs
from frontend.normalization.english.rule import DigitRule, Rule, alternatives
from frontend.normalization.english.states import ABBREVIATIONS, POSTAL_CODES

STREETS = {
    "St": "Street",
    "Ave": "Avenue",
    "Av": "Avenue",
    "Blvd": "Boulevard",
    "Rd": "Road",
    "Dr": "Drive",
    "Ln": "Lane",
    "Ct": "Court",
    "Pl": "Place",
    "Sq": "Square",
    "Hwy": "Highway",
    "Pkwy": "Parkway",
    "Ter": "Terrace",
    "Cir": "Circle",
    "Expy": "Expressway",
    "Fwy": "Freeway",
    "Tpke": "Turnpike",
}
_FULL_NAMES = (*STREETS.values(), "Way", "Alley", "Broadway", "Row", "Trail")
COMPASS = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
_ROADS = alternatives(
    (
        "Route",
        "Rte",
        "Highway",
        "Hwy",
        "Interstate",
        "Flight",
        "Room",
        "Suite",
        "Boeing",
        "Airbus",
        "Apollo",
        "Bus",
        "Train",
        "Studio",
        "Exit",
    )
)
_DIRECTION = r"(?:N\.?E|N\.?W|S\.?E|S\.?W|[NSEW])\b\.?"
_ADDRESS = (
    rf"(?<![\w.,$-])(?P<house>\d{{1,5}})(?P<letter>[A-Z])?\s(?:(?P<before>{_DIRECTION})\s)?"
    rf"(?P<name>(?:(?:[A-Z][\w']+|\d{{1,3}}(?:st|nd|rd|th)|(?:St|Mt|Ft|Dr)\.|[A-Z]\.)\s){{1,4}}?)"
    rf"(?:(?P<street>{alternatives(STREETS)})\b\.?|(?P<full>{alternatives(_FULL_NAMES)})\b)"
    rf"(?P<after>,?\s{_DIRECTION}(?![\w']))?"
)


def _address(match: re.Match[str]) -> str:
    house = pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    before = f"{COMPASS[_letters(match['before'])]} " if match["before"] else ""
    after = f" {COMPASS[_letters(match['after'])]}" if match["after"] else ""
    street = STREETS[match["street"]] if match["street"] else match["full"]
    return f"{house} {before}{match['name']}{street}{after}{_full_stop(match)}"


def _letters(direction: str) -> str:
    return re.sub(r"[^A-Z]", "", direction)


def _full_stop(match: re.Match[str]) -> str:
    return "." if match.group().endswith(".") and not match.string[match.end() :].strip() else ""


RULES = (
    DigitRule(
        rf"\b(?P<state>{alternatives(POSTAL_CODES)}),?\s(?P<zip>\d{{5}}(?:-\d{{4}})?)(?![\w-])",
        lambda match: f"{POSTAL_CODES[match['state']]} {digits(match['zip'])}",
    ),
    Rule(
        re.compile(rf"(?<=[a-z],\s)(?P<state>{alternatives(POSTAL_CODES)})(?![\w'-])"),
        lambda match: POSTAL_CODES[match["state"]],
    ),
    Rule(
        re.compile(rf"(?<=[a-z],\s)(?P<state>{alternatives(ABBREVIATIONS)})\.(?P<end>(?=\s*$))?"),
        lambda match: ABBREVIATIONS[match["state"]] + ("." if match["end"] is not None else ""),
    ),
    DigitRule(_ADDRESS, _address),
    Rule(re.compile(r"\b(?P<compass>[NS][EW]?|[EW])(?=\sof\b)"), lambda match: COMPASS[match["compass"]].lower()),
    DigitRule(
        rf"\b(?P<what>{_ROADS}|Flight\s[A-Z]{{2}})\.?\s(?P<number>\d{{3,4}})(?![\w.,:%-]*\d|\w)",
        lambda match: f"{match['what']} {pairs(match['number'])}",
    ),
    DigitRule(
        r"\b(?P<road>I|US|U\.S\.|SR)[- ](?P<number>\d{1,3})(?!\w|[.,:]\d)",
        lambda match: (
            f"{match['road'].replace('.', '')} {pairs(match['number'])}"
            if match["road"] != "I" or "-" in match.group()
            else None
        ),
    ),
)

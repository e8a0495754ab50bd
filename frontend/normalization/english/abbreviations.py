"""Abbreviations by context: titles, streets, months, Latin, companies, initials."""

import re

from frontend.normalization.english.addresses import COMPASS, STREETS
from frontend.normalization.english.dates import DAYS, MONTHS
from frontend.normalization.english.rule import DigitRule, Rule, alternatives

_BEFORE_NAME = {
    "Mr": "Mister",
    "Mrs": "Misses",
    "Ms": "Miss",
    "Dr": "Doctor",
    "Drs": "Doctors",
    "Prof": "Professor",
    "Gen": "General",
    "Col": "Colonel",
    "Maj": "Major",
    "Capt": "Captain",
    "Cpt": "Captain",
    "Lt": "Lieutenant",
    "Sgt": "Sergeant",
    "Cpl": "Corporal",
    "Pvt": "Private",
    "Cmdr": "Commander",
    "Adm": "Admiral",
    "Rev": "Reverend",
    "Fr": "Father",
    "Hon": "Honorable",
    "Gov": "Governor",
    "Sen": "Senator",
    "Rep": "Representative",
    "Pres": "President",
    "Supt": "Superintendent",
    "Messrs": "Messieurs",
    "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "St": "Saint",
    "Ste": "Saint",
    "Mt": "Mount",
    "Ft": "Fort",
    "Pt": "Point",
}
_NEED_NO_PERIOD = ("Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Mt", "Ft", "Lt", "Sgt", "Capt")
_BEFORE_NUMBER = {
    "min": "minimum",
    "Min": "Minimum",
    "max": "maximum",
    "Max": "Maximum",
    "No": "Number",
    "no": "number",
    "Nos": "Numbers",
    "nos": "numbers",
    "Nr": "Number",
    "Fig": "Figure",
    "fig": "figure",
    "Figs": "Figures",
    "figs": "figures",
    "Vol": "Volume",
    "vol": "volume",
    "Ch": "Chapter",
    "ch": "chapter",
    "Chap": "Chapter",
    "chap": "chapter",
    "Sec": "Section",
    "sec": "section",
    "Sect": "Section",
    "cl": "clause",
    "Eq": "Equation",
    "eq": "equation",
    "Ex": "Exercise",
    "Art": "Article",
    "art": "article",
    "p": "page",
    "P": "Page",
    "pp": "pages",
    "Pp": "Pages",
    "pg": "page",
    "pgs": "pages",
    "para": "paragraph",
    "ed": "edition",
    "Apt": "Apartment",
    "apt": "apartment",
    "Ste": "Suite",
    "Rm": "Room",
    "Bldg": "Building",
    "Fl": "Floor",
    "Ext": "Extension",
    "ext": "extension",
    "Tel": "telephone",
    "tel": "telephone",
    "Op": "Opus",
    "op": "opus",
    "Rte": "Route",
    "Hwy": "Highway",
    "ca": "circa",
    "c": "circa",
}
_ANYWHERE = {
    "Jr": "Junior",
    "Sr": "Senior",
    "Esq": "Esquire",
    "Bros": "Brothers",
    "Inc": "Incorporated",
    "Ltd": "Limited",
    "Co": "Company",
    "Corp": "Corporation",
    "Dept": "Department",
    "dept": "department",
    "Univ": "University",
    "Assn": "Association",
    "Assoc": "Associates",
    "Govt": "Government",
    "govt": "government",
    "Mfg": "Manufacturing",
    "Intl": "International",
    "Natl": "National",
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Rd": "Road",
    "Ln": "Lane",
    "Hwy": "Highway",
    "Pkwy": "Parkway",
    "Sq": "Square",
    "Bldg": "Building",
    "Mgr": "Manager",
    "Asst": "Assistant",
    "vs": "versus",
    "etc": "et cetera",
    "approx": "approximately",
    "est": "established",
    "misc": "miscellaneous",
    "incl": "including",
    "excl": "excluding",
    "avg": "average",
    "tel": "telephone",
    "Tel": "Telephone",
    "ext": "extension",
    "cf": "compare",
    "viz": "namely",
    "temp": "temperature",
    "temps": "temperatures",
    "med": "medium",
    "qty": "quantity",
}
_WITHOUT_PERIOD = {
    "vs": "versus",
    "Jr": "Junior",
    "Sr": "Senior",
    "Blvd": "Boulevard",
    "Ltd": "Limited",
    "Bros": "Brothers",
    "w/o": "without",
}
_DOTTED = {
    "WWI": "World War One",
    "WWII": "World War Two",
    "WW1": "World War One",
    "WW2": "World War Two",
    "e.g.": "for example",
    "i.e.": "that is",
    "a.k.a.": "also known as",
    "w/": "with",
    "c/o": "care of",
    "'n'": "and",
    "n/a": "not applicable",
    "N/A": "not applicable",
}
_OFFICES = ("Gov", "Sen", "Rep", "Prof", "Capt", "Sgt", "Lt", "Supt", "Pres")  # titles that also stand without a name
_MONTH_NAMES = {month[:3]: month for month in MONTHS if month != "May"} | {"Sept": "September"}
_WEEKDAYS = {day[:3]: day for day in DAYS} | {"Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday"}
_CAPITALISED = r"(?=\s(?:[A-Z]|\d|and\b|&))"


def _expanded(match: re.Match[str], word: str) -> str:
    """The word, with a full stop where the abbreviation's own period also ended the sentence."""
    rest = match.string[match.end() :]
    ends = match.group().endswith(".") and (not rest.strip(" \"')]") or _starts_sentence(rest))
    return f"{word}." if ends else word


def _starts_sentence(rest: str) -> bool:
    return (
        re.match(
            r"\s+(?:The|A|An|He|She|It|They|We|I|But|And|In|On|At|This|That|There|When|If|You|What|His|Her)\b", rest
        )
        is not None
    )


def _street(match: re.Match[str]) -> str | None:
    if match["name"] in ("The", "And", "Of") or match["name"] in _BEFORE_NAME:
        return None
    return f"{match['name']} {_expanded(match, STREETS[match['street']])}"


def _initials(match: re.Match[str]) -> str:
    letters = match.group().replace(".", "").replace(" ", " ")
    return _expanded(match, letters)


def _before_number(match: re.Match[str]) -> str:
    return f"{_BEFORE_NUMBER[match['what']]} "


# To be read while the number is still in digits.
BEFORE_NUMBERS = (
    DigitRule(r"(?<=[(,;]\s)b\.(?=\s\d{4})|(?<=\()b\.(?=\s\d{4})", lambda _: "born"),
    DigitRule(r"(?<=[(,;]\s)d\.(?=\s\d{4})|(?<=\()d\.(?=\s\d{4})", lambda _: "died"),
    DigitRule(r"\b(?P<compass>[NSEW])\.(?=\s\d+(?:st|nd|rd|th)\b)", lambda match: COMPASS[match["compass"]]),
    DigitRule(rf"\b(?P<what>{alternatives(_BEFORE_NUMBER)})\.\s?(?=\d)", _before_number),
    Rule(re.compile(rf"\b(?!No|no)(?P<what>{alternatives(_BEFORE_NUMBER)})\.\s(?=[IVXLC]+\b)"), _before_number),
    DigitRule(r"\b(?P<what>pp|pgs|Apt|Fig|Vol|Hwy|Rte)\s(?=\d)", _before_number),
)

RULES = (
    Rule(re.compile(rf"(?<![\w/])(?P<short>{alternatives(_DOTTED)})(?!\w)"), lambda match: _DOTTED[match["short"]]),
    Rule(re.compile(r"(?<=[\w.]\s)v\.?(?=\s[A-Z][a-z])"), lambda _: "versus"),  # Roe v. Wade
    Rule(re.compile(r"(?<=\w)\s(?P<short>w/)(?=\s?\w)"), lambda _: " with "),
    Rule(
        re.compile(
            r"\b(?P<name>[A-Z][\w']+|\d+(?:st|nd|rd|th))\s(?P<street>St|Dr|Ave|Rd|Ct|Pl|Ln)\b"
            r"(?!\.?\s?[A-Z][a-z]|\.?\s[A-Z]\.\s)\.?"
        ),
        _street,
    ),
    Rule(
        re.compile(
            rf"\b(?P<title>{alternatives(_BEFORE_NAME)})\.{_CAPITALISED}|\b(?P<bare>{alternatives(_NEED_NO_PERIOD)})(?=\s[A-Z])"
        ),
        lambda match: _BEFORE_NAME[match["title"] or match["bare"]],
    ),
    Rule(
        re.compile(rf"\b(?P<title>{alternatives(_OFFICES)})\.(?=\s[a-z])"), lambda match: _BEFORE_NAME[match["title"]]
    ),
    Rule(re.compile(r"\bet\sal\.(?=\s[a-z(]|,)"), lambda _: "et al"),
    Rule(
        re.compile(rf"\b(?P<day>{alternatives(_WEEKDAYS)})\."),
        lambda match: _expanded(match, _WEEKDAYS[match["day"]]),
    ),
    Rule(
        re.compile(rf"\b(?P<month>{alternatives(_MONTH_NAMES)})\."),
        lambda match: _expanded(match, _MONTH_NAMES[match["month"]]),
    ),
    Rule(
        re.compile(rf"\b(?P<short>{alternatives(_ANYWHERE)})\.(?!\w)"),
        lambda match: _expanded(match, _ANYWHERE[match["short"]]),
    ),
    Rule(
        re.compile(rf"(?<![\w/])(?P<short>{alternatives(_WITHOUT_PERIOD)})(?![\w./])"),
        lambda match: _WITHOUT_PERIOD[match["short"]],
    ),
    Rule(re.compile(r"\bPh\.?D\b\.?"), lambda match: _expanded(match, "PhD")),
    Rule(re.compile(r"\b(?:[A-Za-z]\.){2,}(?=s\b|\W|$)"), _initials),  # U.S.A., a.m.
    Rule(re.compile(r"\b[A-Z]\.(?=\s?[A-Z][\w.'])"), lambda match: match.group()[0]),  # J. R. R. Tolkien
)

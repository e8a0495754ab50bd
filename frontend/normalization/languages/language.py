"""What a table of a language holds: its number words, its nouns with their plurals, the ways it writes things."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from frontend.normalization.rule import Rule
from frontend.normalization.written_number import WrittenNumber


class Form(NamedTuple):
    """The grammatical form a number word takes.

    Attributes:
        gender: "m", "f" or "n"; "p" for the plural of ordinals; "" where the number stands for itself ("eins").
        case: "nom", "gen", "dat", "acc", "ins" or "loc".
    """

    gender: str = ""
    case: str = "nom"


class Context(NamedTuple):
    """What stands before and after a written form."""

    before: str
    after: str

    @property
    def word_before(self) -> str:
        """The last word before, in small letters; "" after punctuation or at the start."""
        found = re.search(r"([^\W\d_]+)['.]?\s*$", self.before)
        return found[1].lower() if found else ""

    @property
    def word_after(self) -> str:
        """The next word as written; "" before punctuation or at the end."""
        found = re.match(r"\s?([^\W\d_]+)", self.after)
        return found[1] if found else ""


def context(match: re.Match[str]) -> Context:
    """Return what stands around a match: one word before it, one after."""
    return Context(match.string[max(0, match.start() - 40) : match.start()], match.string[match.end() :][:40])


@dataclass(frozen=True)
class Noun:
    """A noun that is counted.

    Attributes:
        forms: singular and plural; in Slavic languages those after 1, 2, 5 and a fraction ("гривня", "гривні",
            "гривень", "гривні").
        gender: that of its number word.
    """

    forms: tuple[str, ...]
    gender: str = "m"


def noun(forms: str, gender: str = "m") -> Noun:
    """Read a noun from a table: forms with a stroke between them; one form alone is all of them."""
    return Noun(tuple(forms.split("|")), gender)


def nouns(table: str) -> dict[str, Noun]:
    """Read nouns from a table, one a line: what is written (with strokes between several) = gender, forms."""
    entries = (line.split(" = ") for line in table.strip().splitlines())
    return {
        written: noun(forms.partition(" ")[2], forms.partition(" ")[0])
        for several, forms in entries
        for written in several.strip().split("|")
    }


def words(table: str) -> dict[str, str]:
    """Read a table of short forms, one a line: what is written (with strokes between several) = what is said."""
    entries = (line.split(" = ") for line in table.strip().splitlines())
    return {written: spoken for several, spoken in entries for written in several.strip().split("|")}


def numbered(table: str) -> dict[str, int]:
    """Read numbers by name: "jan=1 feb=2"."""
    return {name: int(number) for name, number in (entry.split("=") for entry in table.split())}


@dataclass(frozen=True)
class Currency:
    """A currency and its hundredth part (None where nobody says it)."""

    unit: Noun
    cent: Noun | None = None


def currencies(table: str) -> dict[str, Currency]:
    """Read currencies from a table, one a line: what is written = gender, forms + gender, forms of the cent."""
    found = {}
    for line in table.strip().splitlines():
        several, _, names = line.strip().partition(" = ")
        unit, cent = ([*names.split(" + "), ""])[:2]
        for written in several.split("|"):
            found[written] = Currency(_gendered(unit), _gendered(cent) if cent else None)
    return found


def _gendered(words: str) -> Noun:
    gender, _, forms = words.partition(" ")
    return noun(forms, gender)


class Date(NamedTuple):
    """A day; it is 0 where only month and year are written, and the year None where none is."""

    day: int
    month: int
    year: int | None = None
    in_figures: bool = False


class Time(NamedTuple):
    """A time of day; the minute is None where none is written."""

    hour: int
    minute: int | None = None


@dataclass(frozen=True)
class Clock:
    """How a language writes a time of day.

    Attributes:
        mark: pattern of what is between hour and minute.
        lead: pattern of the word before it without which it is no time ("" if none is needed).
        suffix: pattern of the word after it, which the reading replaces.
        bare_hours: whether an hour alone is one.
    """

    mark: str = ":"
    lead: str = ""
    suffix: str = ""
    bare_hours: bool = False


def _singular_for_one(number: WrittenNumber, case: str) -> int:
    del case
    return 0 if number == WrittenNumber("1") else 1


def _no_agreement(number: int, around: Context) -> Form:
    del number, around
    return Form()


def _same_as_cardinal(value: int, around: Context) -> str | None:
    del value, around
    return None


@dataclass(frozen=True, kw_only=True)
class Language:
    """All that the rules need to know of a language.

    Attributes:
        code: ISO 639-1.
        cardinal, ordinal: whole numbers in words.
        decimal: a number with a fraction in words.
        minus: what is said for the sign of a negative number.
        agreement: the form of a number that stands before a plain word.
        plural: which of a noun's forms follows a number, in a case.
        year: the reading of four plain digits as a year, or None where they are none or sound like any number.
        percent, currencies, units, magnitudes: nouns by what is written for them.
        per: what is said for the second part of a unit such as km/h.
        of: pattern of what is between a magnitude and what it counts; after_magnitude says the latter with it
            ("millones de euros").
        price: how whole units and cents are joined.
        to: between the ends of a range; "" where they are said one after the other.
        score: how the points of a match are joined, "{first} zu {last}"; in Polish "{first} do {last_genitive}".
        months: their names in a date; `short_months` are abbreviations of them, by number.
        day_mark, date_of, date_to: patterns of what is after the day, before month and year, between two days.
        date: a date in words.
        partial_dates: whether `date` also reads what has no day, or no month.
        clocks, time: how times are written, and a time in words.
        fractions: the names of common fractions.
        ordinal_mark: pattern of what makes figures an ordinal, "3." or "3e"; ordinal_number reads them.
        ruler: a Roman numeral after a name in words, or None where it is no ruler's.
        chapters: words after which a Roman numeral is a plain number; chapter reads it.
        roman_mark: pattern of an ending written on a Roman numeral; roman_before reads one with it, or before a noun.
        telephone: a group of digits of a telephone number in words; None to say them one by one.
        telephones: patterns of national numbers that do not look like one.
        abbreviations: read anywhere; before_numbers, before_names: only before a digit or a capital letter.
        symbols: what is said for a mark by itself.
        mark_name: what is said for any other mark that is spelled out.
        letters: letters whose name needs saying otherwise.
        may_end: abbreviations after which a sentence may be over; after others it goes on.
        after_ordinal: pattern of what may follow where a full stop makes figures an ordinal and ends no sentence.
        reader: a language that has rules of its own all through reads a text with this.
        first_rules, rules: what is special to the language, before and after dates and times.
    """

    code: str
    cardinal: Callable[[int, Form], str]
    ordinal: Callable[[int, Form], str]
    decimal: Callable[["Language", WrittenNumber, Form], str]
    minus: str
    decimal_mark: str = ","
    agreement: Callable[[int, Context], Form] = _no_agreement
    plural: Callable[[WrittenNumber, str], int] = _singular_for_one
    year: Callable[[int, Context], str | None] = _same_as_cardinal
    percent: Noun = field(default=Noun(("%",)))
    per_mille: Noun = field(default=Noun(("‰",)))
    currencies: Mapping[str, Currency] = field(default_factory=dict)
    units: Mapping[str, Noun] = field(default_factory=dict)
    per: Mapping[str, str] = field(default_factory=dict)
    magnitudes: Mapping[str, Noun] = field(default_factory=dict)
    of: str = ""
    after_magnitude: Callable[[str], str] = str
    price: str = "{units} {cents}"
    to: str = ""
    score: str = "{first} {last}"
    months: tuple[str, ...] = ()
    short_months: Mapping[str, int] = field(default_factory=dict)
    day_mark: str = ""
    date_of: str = ""
    date_to: str = ""
    date: Callable[["Language", Date, Context], str | None] | None = None
    partial_dates: bool = False
    clocks: tuple[Clock, ...] = ()
    time: Callable[["Language", Time, Context], str] | None = None
    fractions: Mapping[str, str] = field(default_factory=dict)
    ordinal_mark: str = ""
    ordinal_number: Callable[[int, str, Context], str | None] | None = None
    ruler: Callable[[str, int, Context], str | None] | None = None
    chapters: str = ""
    chapter: Callable[[int, str], str] | None = None
    roman_mark: str = ""
    roman_before: Callable[[int, str, Context], str | None] | None = None
    telephone: Callable[["Language", str], str] | None = None
    telephones: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    before_numbers: Mapping[str, str] = field(default_factory=dict)
    before_names: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    mark_name: Callable[[str], str] = str
    letters: Mapping[str, str] = field(default_factory=dict)
    may_end: str = ""
    after_ordinal: str = ""
    reader: Callable[[str], str] | None = None
    first_rules: tuple[Rule, ...] = ()
    rules: tuple[Rule, ...] = ()

    def digits(self, text: str) -> str:
        """Return the digits of a text one by one."""
        return " ".join(self.cardinal(int(digit), Form()) for digit in text if digit.isdecimal())

    def whole(self, digits: str, form: Form) -> str:
        """Return a whole number in words; its digits one by one where it is not said as one."""
        return self.cardinal(int(digits), form) if is_said_as_one(digits) else self.digits(digits)

    def number(self, number: WrittenNumber, form: Form) -> str:
        """Return any number in words."""
        if number.fraction:
            return self.decimal(self, number, form)
        return self.whole(number.whole, form)

    def counted(self, number: WrittenNumber, what: Noun, case: str = "nom") -> str:
        """Return a number and what it counts, each in its form."""
        return f"{self.number(number, Form(what.gender, case))} {self.form_of(number, what, case)}"

    def form_of(self, number: WrittenNumber, what: Noun, case: str = "nom") -> str:
        """Return the form of a noun after a number."""
        return what.forms[min(self.plural(number, case), len(what.forms) - 1)]


def is_said_as_one(digits: str) -> bool:
    """Whether a whole number is more than its digits: it starts with no zero, and is no longer than anyone follows."""
    return len(digits) <= _LONGEST_NAMED and not (len(digits) > 1 and digits.startswith("0"))


_LONGEST_NAMED = 12  # digits

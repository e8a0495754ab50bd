"""Dutch."""

import re

from frontend.normalization.languages.language import (
    Clock,
    Context,
    Date,
    Form,
    Language,
    Time,
    currencies,
    noun,
    nouns,
    numbered,
    words,
)
from frontend.normalization.languages.number_words import as_a_number, library_words
from frontend.normalization.rule import Rule

_YEAR_BEFORE = re.compile(
    r"in|sinds|van|tot|uit|jaar|anno|zomer|winter|herfst|lente|voorjaar|najaar|rond|vanaf|eind|begin|medio|en|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
)
_COUNTED_AFTER = re.compile(r"\s[a-zé]+(?:en|s)(?!\w)")


def _cardinal(value: int, form: Form) -> str:
    del form
    thousands, hundreds = divmod(value, 100)
    if 1100 <= value < 10000 and not hundreds and thousands % 10:
        return f"{library_words(thousands, 'nl')}honderd"
    spoken = library_words(value, "nl")
    spoken = re.sub(r"duizend(?=\w)", "duizend ", spoken)
    return re.sub(r"^een(?= m)", "één", spoken)


def _ordinal(value: int, form: Form) -> str:
    del form
    return library_words(value, "nl", "ordinal")


def _year_words(value: int) -> str:
    century, rest = divmod(value, 100)
    if not 1100 <= value <= 1999:
        return _cardinal(value, Form())
    return f"{library_words(century, 'nl')}honderd{library_words(rest, 'nl') if rest else ''}"


def _year(value: int, around: Context) -> str | None:
    counted = _COUNTED_AFTER.match(around.after) and not _YEAR_BEFORE.fullmatch(around.word_before)
    return None if counted or not 1100 <= value <= 1999 else _year_words(value)


def _date(language: Language, date: Date, around: Context) -> str:
    del around
    year = f" {_year_words(date.year)}" if date.year else ""
    return f"{_cardinal(date.day, Form())} {language.months[date.month - 1]}{year}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language, around
    minute = f" {_cardinal(time.minute, Form())}" if time.minute else ""
    return f"{_cardinal(time.hour, Form())} uur{minute}"


def _ordinal_number(value: int, mark: str, around: Context) -> str:
    del mark, around
    return _ordinal(value, Form())


def _ruler(name: str, value: int, around: Context) -> str:
    del name, around
    return f"de {_ordinal(value, Form())}"


def _century(value: int, mark: str, around: Context) -> str | None:
    del around
    return _ordinal(value, Form()) if mark else None


def _height(match: re.Match[str]) -> str:
    """1,80 m."""
    return f"{_cardinal(int(match['metres']), Form())} meter {_cardinal(int(match['rest']), Form())}"


LANGUAGE = Language(
    code="nl",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=as_a_number("komma"),
    year=_year,
    percent=noun("procent"),
    per_mille=noun("promille"),
    currencies=currencies("""
        €|EUR|euro = m euro + m cent
        $|USD|dollar = m dollar + m cent
        £|GBP = m pond + m pence
        ¥|JPY = m yen
        CHF = m Zwitserse frank
        ₴|UAH = m hryvnia + m kopeke
        zł|PLN = m zloty + m groszy
        ₽|RUB = m roebel + m kopeke
        """),
    price="{units} {bare_cents}",
    units=nouns("""
        km = m kilometer
        m = m meter
        cm = m centimeter
        mm = m millimeter
        km²|km^2 = m vierkante kilometer
        m²|m^2|m2 = m vierkante meter
        m³|m^3|m3 = m kubieke meter
        kg = m kilogram
        g|gr = m gram
        mg = m milligram
        l|L = m liter
        ml|mL = m milliliter
        cl = m centiliter
        dl = m deciliter
        min|min. = m minuut|minuten
        sec|sec.|s = m seconde|seconden
        u|h = m uur
        ha = m hectare
        °C|° C = m graad Celsius|graden Celsius
        °F = m graad Fahrenheit|graden Fahrenheit
        ° = m graad|graden
        W = m watt
        kW = m kilowatt
        MW = m megawatt
        GW = m gigawatt
        kWh = m kilowattuur
        MWh = m megawattuur
        V = m volt
        A = m ampère
        Hz = m hertz
        kHz = m kilohertz
        MHz = m megahertz
        GHz = m gigahertz
        kB|KB = m kilobyte
        MB = m megabyte
        GB = m gigabyte
        TB = m terabyte
        dB = m decibel
        pk = m paardenkracht
        kcal = m kilocalorie|kilocalorieën
        """),
    per={
        "u": "per uur",
        "h": "per uur",
        "s": "per seconde",
        "m²": "per vierkante meter",
        "m^2": "per vierkante meter",
        "km^2": "per vierkante kilometer",
        "kg": "per kilogram",
        "l": "per liter",
        "kWh": "per kilowattuur",
        "maand": "per maand",
        "jaar": "per jaar",
    },
    magnitudes=nouns("""
        mln.|mln|miljoen = m miljoen
        mld.|mld|mrd.|miljard = m miljard
        biljoen = m biljoen
        """),
    to="tot",
    score="{first} {last}",
    months=tuple("januari februari maart april mei juni juli augustus september oktober november december".split()),
    short_months=numbered("jan=1 feb=2 mrt=3 apr=4 jun=6 jul=7 aug=8 sept=9 sep=9 okt=10 nov=11 dec=12"),
    date_to="tot|tot en met|en|of",
    date=_date,
    clocks=(
        Clock(mark="[:.]", suffix=r"\s?uur(?!\w)", bare_hours=True),
        Clock(mark="[:.]", lead="(?:om|vanaf|rond|tegen|sinds|tot|van)"),
        Clock(mark="u"),
        Clock(mark=":"),
    ),
    time=_time,
    fractions=words("""
        1/2 = een half
        1/3 = een derde
        2/3 = twee derde
        1/4 = een kwart
        3/4 = drie kwart
        1/5 = een vijfde
        1/10 = een tiende
        """),
    ordinal_mark=r"(?:e|de|ste)(?![\w])",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="hoofdstuk deel artikel akte klasse band boek",
    roman_mark="(?:e|de|ste)",
    roman_before=_century,
    abbreviations=words("""
        bijv. = bijvoorbeeld
        bv. = bijvoorbeeld
        enz. = enzovoort
        etc. = et cetera
        d.w.z. = dat wil zeggen
        o.a. = onder andere
        m.a.w. = met andere woorden
        t.o.v. = ten opzichte van
        i.v.m. = in verband met
        m.b.t. = met betrekking tot
        m.b.v. = met behulp van
        i.p.v. = in plaats van
        t.a.v. = ten aanzien van
        t.g.v. = ten gevolge van
        n.a.v. = naar aanleiding van
        o.l.v. = onder leiding van
        z.s.m. = zo snel mogelijk
        a.s. = aanstaande
        j.l. = jongstleden
        jl. = jongstleden
        e.d. = en dergelijke
        e.a. = en anderen
        i.h.b. = in het bijzonder
        z.g. = zogenaamde
        zgn. = zogenaamde
        a.u.b. = alstublieft
        v.Chr. = voor Christus
        v. Chr. = voor Christus
        n.Chr. = na Christus
        n. Chr. = na Christus
        dr. = doctor
        drs. = doctorandus
        prof. = professor
        mr. = meester
        ir. = ingenieur
        ing. = ingenieur
        ds. = dominee
        mw. = mevrouw
        mevr. = mevrouw
        dhr. = de heer
        ca. = circa
        max. = maximaal
        min. = minimaal
        gem. = gemiddeld
        incl. = inclusief
        excl. = exclusief
        resp. = respectievelijk
        evt. = eventueel
        vgl. = vergelijk
        tel. = telefoon
        t/m = tot en met
        btw = btw
        geb. = geboren
        str. = straat
        """),
    may_end="enz.|etc.|v.Chr.|n.Chr.|e.d.|e.a.|j.l.|jl.|a.u.b.|z.s.m.|str.",
    before_numbers=words("""
        nr. = nummer
        nrs. = nummers
        blz. = bladzijde
        pag. = pagina
        p. = pagina
        art. = artikel
        hfst. = hoofdstuk
        afb. = afbeelding
        """),
    before_names=words("""
        St. = Sint
        H. = Heilige
        """),
    first_rules=(
        Rule(re.compile(r"(?<![\w.,])(?P<metres>[12]),(?P<rest>\d\d)\s?m(?!\w|\^|/)"), _height),
        Rule(
            re.compile(r"(?<![\w.,])(?P<number>\d+)-(?=(?:jarig|daags|voudig|koppig|plusser))"),
            lambda match: _cardinal(int(match["number"]), Form()),
        ),
        Rule(
            re.compile(r"(?<!\w)1/2 (?=liter|kilo|jaar|uur)"),
            lambda match: (
                "een half " if match.string[match.end() :].startswith(("kilo", "jaar", "uur")) else "een halve "
            ),
        ),
        Rule(re.compile(r"(?<=jaren )'?(?=\d0(?!\d))"), lambda _: ""),
        Rule(re.compile(r"(?<!\w)1:(?P<scale>\d{2,3}(?:[.]?000)*)(?![\w:])"), lambda match: f"één op {match['scale']}"),
    ),
    minus="min",
    symbols={
        "+": "plus",
        "±": "plusminus",
        "&": "en",
        "=": "is",
        "%": "procent",
        "€": "euro",
        "$": "dollar",
        "£": "pond",
        "§": "paragraaf",
        "#": "hekje",
        "@": "apenstaartje",
        "×": "keer",
        "÷": "gedeeld door",
        "<": "kleiner dan",
        ">": "groter dan",
        "°": "graden",
        "*": "sterretje",
        ".": "punt",
        "/": "schuine streep",
        "_": "laag streepje",
    },
)

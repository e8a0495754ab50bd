"""German."""

import re

from frontend.normalization.languages.language import (
    Clock,
    Context,
    Date,
    Form,
    Language,
    Time,
    context,
    currencies,
    noun,
    nouns,
    numbered,
    words,
)
from frontend.normalization.languages.number_words import digit_by_digit, library_words
from frontend.normalization.rule import Rule, alternatives

_MONTHS = tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())
_FEMININE = re.compile(
    r".*(?:ung|heit|keit|ion|tät|schaft|ik|ur|[^s]e|in)|Frau|Stadt|Nacht|Person|Zahl|Art|Hand|Uhr|Million|Mark|Milliarde"
)
_NOT_FEMININE = set(
    "Kunde Junge Name Kollege Ende Auge Käse Gedanke Franzose Buchstabe Termin Verein Stein Wein".split()
)
_NEUTER = set(
    """Kind Mal Jahr Tor Buch Haus Spiel Album Quartal Land Semester Jahrhundert Jahrzehnt Treffen Ergebnis Studium
    Halbjahr Drittel Viertel Bild Kapitel Gebot Opfer""".split()
)
_DATIVE = set("am im vom zum zur beim dem den des einem einer eines seinem seiner ihrem ihrer unserem unserer".split())
_BEFORE_DATIVE = re.compile(
    r"\b(?:in|auf|an|mit|von|bei|nach|zu|aus|seit|während|wegen|vor|unter|über|zwischen|hinter|neben)\s+der\s*$"
)
_POSSESSIVE = re.compile(r"(?:[mds]?ein|kein|ihr|unser|euer)")
_YEAR_FOLLOWED = re.compile(r"\s[A-ZÄÖÜ]")
_YEAR_CONTEXT = re.compile(
    rf"(?i:jahr(?:e[sn]?)?|seit|anno|{alternatives(_MONTHS)}|sommer|winter|herbst|frühling|frühjahr|ende|anfang|mitte|von|bis|ab|um)"
)

_NO_SENTENCE_START = (
    r"(?!(?:Das|Der|Die|Den|Dem|Ein|Eine|Er|Sie|Es|Ich|Wir|Ihr|Man|Dann|Da|Dort|Hier|In|Im|Am|An|Auf|Aus|Bei|Mit|Nach|"
    r"Von|Vor|Zu|Zum|Zur|Und|Aber|Doch|Auch|Nur|Nun|So|Wer|Was|Wie|Wo|Wenn|Als|Ob|Weil|Damit|Dabei|Danach|Seit|Seitdem|"
    r"Heute|Morgen|Gestern|Jetzt|Diese|Dieser|Dieses|Mein|Sein|Unser|Kein|Keine|Alle|Viele|Beide|Ja|Nein)\b)\w"
)


def _cardinal(value: int, form: Form) -> str:
    if value == 1 and form.gender:
        if form.case == "acc" and form.gender == "m":
            return "einen"
        return "eine" if form.gender == "f" else "ein"
    return library_words(value, "de")


def _ordinal(value: int, form: Form) -> str:
    """The form's gender is the ending here: "e", "en", "er", "es", "em"."""
    hundred = "ein" if value in (100, 1000) else ""
    return hundred + library_words(value, "de", "ordinal").removesuffix("e") + (form.gender or "e")


def _gender(word: str) -> str:
    if word in _NOT_FEMININE or word in _NEUTER or not _FEMININE.fullmatch(word):
        return "m"
    return "f"


def _agreement(number: int, around: Context) -> Form:
    following = around.word_after
    if number != 1 or not following.istitle():
        return Form()
    accusative = around.word_before in ("für", "ohne", "durch", "gegen", "nur", "um") and following not in _NEUTER
    return Form(_gender(following), "acc" if accusative else "nom")


def _year(value: int, around: Context) -> str | None:
    counted = _YEAR_FOLLOWED.match(around.after) and not _YEAR_CONTEXT.fullmatch(around.word_before)
    if counted or not 1100 <= value <= 1999:
        return None
    return _old_year(value)


def _old_year(value: int) -> str:
    century, rest = divmod(value, 100)
    return f"{library_words(century, 'de')}hundert{library_words(rest, 'de') if rest else ''}"


def _any_year(value: int) -> str:
    return _old_year(value) if 1100 <= value <= 1999 else library_words(value, "de")


def _ending(around: Context) -> str:
    """What an ordinal ends in, by the article before it."""
    before, following = around.word_before, around.word_after
    if before in _DATIVE or _BEFORE_DATIVE.search(around.before):
        return "en"
    if before in ("der", "die", "das"):
        return "e"
    if before in ("ab", "seit", "mit", "nach"):
        return "em"
    if before == "bis":
        return "en"
    if before in ("und", "oder"):
        return _ending(Context(re.sub(r"\s*\w+\s*$", " ", around.before), ""))
    return "es" if following in _NEUTER else "e" if following and _gender(following) == "f" else "er"


def _date(language: Language, date: Date, around: Context) -> str:
    day = _ordinal(date.day, Form(_ending(Context(around.before, ""))))
    year = f" {_any_year(date.year)}" if date.year else ""
    return f"{day} {language.months[date.month - 1]}{year}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language, around
    minute = f" {library_words(time.minute, 'de')}" if time.minute else ""
    return f"{_cardinal(time.hour, Form('m'))} Uhr{minute}"


def _ordinal_number(value: int, mark: str, around: Context) -> str | None:
    del mark
    starts_small = around.word_after[:1].islower() and not around.word_before
    return None if starts_small else _ordinal(value, Form(_ending(around)))


def _short_date(match: re.Match[str]) -> str:
    ending = Form(_ending(Context(context(match).before, "")))
    month = Form("en" if ending.gender == "en" else "er")
    return f"{_ordinal(int(match['day']), ending)} {_ordinal(int(match['month']), month)}"


_KINGS = set("Ludwig Friedrich Wilhelm Karl Heinrich Otto Paul Leopold Konrad Rudolf Ferdinand Philipp".split())
_QUEENS = set(
    "Elisabeth Katharina Margarethe Maria Anna Christina Viktoria Beatrix Wilhelmina Isabella Johanna".split()
)


def _ruler(name: str, value: int, around: Context) -> str:
    del around
    if name.endswith("s") and name[:-1] in _KINGS:
        return f"des {_ordinal(value, Form('en')).capitalize()}"
    return f"{'die' if name in _QUEENS else 'der'} {_ordinal(value, Form('e')).capitalize()}"


def _decade(match: re.Match[str]) -> str:
    value = int(match["number"])
    return f"{_any_year(value)}er"


def _two_years(match: re.Match[str]) -> str:
    return f"{_any_year(int(match['first']))} {library_words(int(match['last']), 'de')}"


def _height(match: re.Match[str]) -> str:
    return f"{_cardinal(int(match['metres']), Form('m'))} Meter {library_words(int(match['rest']), 'de')}"


LANGUAGE = Language(
    code="de",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=digit_by_digit("Komma"),
    agreement=_agreement,
    year=_year,
    percent=noun("Prozent", "n"),
    per_mille=noun("Promille", "n"),
    currencies=currencies("""
        €|EUR|Euro = m Euro + m Cent
        $|USD|US-Dollar|Dollar = m Dollar + m Cent
        £|GBP = n Pfund + m Pence
        ¥|JPY = m Yen
        CHF|Franken = m Franken + m Rappen
        ₴|UAH = f Hrywnja|Hrywnja + f Kopeke|Kopeken
        zł|PLN = m Zloty + m Groschen
        ₽|RUB = m Rubel + f Kopeke|Kopeken
        """),
    price="{units} {bare_cents}",
    units=nouns("""
        km = m Kilometer
        m = m Meter
        cm = m Zentimeter
        mm = m Millimeter
        km²|km^2|qkm = m Quadratkilometer
        m²|m^2|qm = m Quadratmeter
        cm²|cm^2 = m Quadratzentimeter
        m³|m^3 = m Kubikmeter
        cm³|cm^3 = m Kubikzentimeter
        kg = n Kilogramm
        g = n Gramm
        mg = n Milligramm
        t = f Tonne|Tonnen
        l|L = m Liter
        ml|mL = m Milliliter
        cl = m Zentiliter
        hl = m Hektoliter
        h|Std. = f Stunde|Stunden
        min|Min. = f Minute|Minuten
        s|sec|Sek. = f Sekunde|Sekunden
        ms = f Millisekunde|Millisekunden
        ha = m Hektar
        °C|° C = n Grad Celsius
        °F = n Grad Fahrenheit
        ° = n Grad
        W = n Watt
        kW = n Kilowatt
        MW = n Megawatt
        GW = n Gigawatt
        kWh = f Kilowattstunde|Kilowattstunden
        MWh = f Megawattstunde|Megawattstunden
        V = n Volt
        A = n Ampere
        Hz = n Hertz
        kHz = n Kilohertz
        MHz = n Megahertz
        GHz = n Gigahertz
        KB|kB = n Kilobyte
        MB = n Megabyte
        GB = n Gigabyte
        TB = n Terabyte
        MBit = n Megabit
        dB = n Dezibel
        PS = f PS
        kcal = f Kilokalorie|Kilokalorien
        kJ = n Kilojoule
        hPa = n Hektopascal
        bar = n Bar
        """),
    per={
        "h": "pro Stunde",
        "s": "pro Sekunde",
        "min": "pro Minute",
        "m²": "pro Quadratmeter",
        "m^2": "pro Quadratmeter",
        "km²": "pro Quadratkilometer",
        "km^2": "pro Quadratkilometer",
        "kg": "pro Kilogramm",
        "l": "pro Liter",
        "t": "pro Tonne",
        "Tag": "pro Tag",
        "Jahr": "pro Jahr",
        "Monat": "pro Monat",
        "kWh": "pro Kilowattstunde",
    },
    magnitudes=nouns("""
        Tsd. = n Tausend
        Mio.|Mio|Million|Millionen = f Million|Millionen
        Mrd.|Mrd|Milliarde|Milliarden = f Milliarde|Milliarden
        Bio.|Billion|Billionen = f Billion|Billionen
        """),
    to="bis",
    score="{first} zu {last}",
    months=_MONTHS,
    short_months=numbered("Jan=1 Feb=2 Mär=3 Apr=4 Jun=6 Jul=7 Aug=8 Sept=9 Sep=9 Okt=10 Nov=11 Dez=12"),
    day_mark=r"\.",
    date_to="bis|und|oder",
    date=_date,
    clocks=(
        Clock(mark="[:.]", suffix=r"\s?Uhr(?!\w)", bare_hours=True),
        Clock(mark=":"),
    ),
    time=_time,
    fractions=words("""
        1/2 = ein halb
        1/3 = ein Drittel
        2/3 = zwei Drittel
        1/4 = ein Viertel
        3/4 = drei Viertel
        1/5 = ein Fünftel
        1/10 = ein Zehntel
        """),
    ordinal_mark=r"\.(?=\s[A-Za-zÄÖÜäöü])",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="Kapitel Band Teil Artikel Akt Klasse Stufe Abschnitt Buch",
    abbreviations=words("""
        z. B. = zum Beispiel
        d. h. = das heißt
        u. a. = unter anderem
        u. U. = unter Umständen
        i. d. R. = in der Regel
        o. Ä. = oder Ähnliches
        u. Ä. = und Ähnliches
        s. o. = siehe oben
        s. u. = siehe unten
        v. a. = vor allem
        v. Chr. = vor Christus
        n. Chr. = nach Christus
        m. E. = meines Erachtens
        a. D. = außer Dienst
        e. V. = eingetragener Verein
        usw. = und so weiter
        etc. = et cetera
        bzw. = beziehungsweise
        ca. = circa
        vgl. = vergleiche
        evtl. = eventuell
        ggf. = gegebenenfalls
        sog. = sogenannte
        inkl. = inklusive
        exkl. = exklusive
        zzgl. = zuzüglich
        bspw. = beispielsweise
        insb. = insbesondere
        max. = maximal
        mind. = mindestens
        allg. = allgemein
        geb. = geboren
        gest. = gestorben
        Dr. = Doktor
        Prof. = Professor
        Hr. = Herr
        Hrn. = Herrn
        Dipl.-Ing. = Diplomingenieur
        MwSt. = Mehrwertsteuer
        Tel. = Telefon
        Jh. = Jahrhundert
        Jhd. = Jahrhundert
        Hbf. = Hauptbahnhof
        Bhf. = Bahnhof
        Einw. = Einwohner
        p. P. = pro Person
        Mitgl. = Mitglieder
        """),
    may_end="usw.|etc.|v. Chr.|n. Chr.|Jh.|Jhd.|a. D.|e. V.|MwSt.|o. Ä.|u. Ä.|Hbf.|s. o.|s. u.",
    after_ordinal=_NO_SENTENCE_START,
    before_numbers=words("""
        Mo. = Montag
        Di. = Dienstag
        Mi. = Mittwoch
        Do. = Donnerstag
        Sa. = Samstag
        Nr. = Nummer
        S. = Seite
        Abs. = Absatz
        Art. = Artikel
        Bd. = Band
        Kap. = Kapitel
        Abb. = Abbildung
        Tab. = Tabelle
        min. = minimal
        """),
    before_names=words("""
        Fr. = Frau
        St. = Sankt
        Str. = Straße
        """),
    first_rules=(
        Rule(re.compile(r"(?P<name>\w[\w-]+)str\.(?=\s|$)"), lambda match: f"{match['name']}straße"),
        Rule(re.compile(r"%ig(?=e|\b)"), lambda _: "prozentig"),
        Rule(
            re.compile(
                r"(?<![\w.,])(?P<number>\d+)-"
                r"(?P<rest>(?i:jährig|tägig|stündig|minütig|köpfig|seitig|stöckig|mal|fach|prozentig))"
            ),
            lambda match: library_words(int(match["number"]), "de").replace("eins", "ein") + match["rest"].lower(),
        ),
        Rule(re.compile(r"(?<![\w.,])(?P<metres>[12]),(?P<rest>\d\d)\s?m(?!\w|\^|/)"), _height),
        Rule(re.compile(r"(?<=\d:\d)-(?=[A-Z])"), lambda _: " "),  # ein 3:1-Sieg
        Rule(re.compile(r"(?<!\w)1/2 (?=Liter|Kilo|Pfund|Meter)"), lambda _: "ein halber "),
    ),
    rules=(
        Rule(re.compile(r"(?<![\w.,])(?P<day>\d{1,2})\.(?P<month>1[0-2]|0?[1-9])\.(?!\d)"), _short_date),
        Rule(re.compile(r"(?<![\w.,])(?P<number>(?:1[1-9]|20)?\d0)er(?=n?(?!\w))"), _decade),
        Rule(re.compile(r"(?<![\w.,])(?P<first>1\d{3})/(?P<last>\d\d)(?!\d)"), _two_years),
    ),
    minus="minus",
    symbols={
        "+": "plus",
        "±": "plus minus",
        "&": "und",
        "=": "gleich",
        "%": "Prozent",
        "€": "Euro",
        "$": "Dollar",
        "£": "Pfund",
        "§": "Paragraf",
        "#": "Raute",
        "@": "at",
        "×": "mal",
        "÷": "geteilt durch",
        "<": "kleiner als",
        ">": "größer als",
        "°": "Grad",
        "*": "Sternchen",
        ".": "Punkt",
        "/": "Schrägstrich",
        "_": "Unterstrich",
    },
)

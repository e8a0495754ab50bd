"""Italian."""

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

_FEMININE = re.compile(
    r".*(?:a|zione|sione|gione|tà|tù|trice|udine|ie)|parte|notte|mano|classe|legge|morte|voce|rete|sede|torre|gente|"
    r"madre|moglie|luce|croce|frase|base|nave|chiave|foto|auto|moto"
)
_NOT_FEMININE = re.compile(
    r"problema|programma|sistema|tema|poema|clima|pianeta|artista|dalmata|giornalista|papa|collega"
)
_NOT_COUNTED = set("e o di a su per in con ha è ho da del della al alla che si non".split())
_NEEDS_UNO = re.compile(r"(?:s[^aeiouàèéìòùh]|z|gn|ps|x|y)", re.IGNORECASE)
_QUEENS = set("Elisabetta Caterina Maria Cristina Isabella Margherita Vittoria Giovanna".split())


def _cardinal(value: int, form: Form) -> str:
    if value == 1 and form.gender:
        return {"f": "una", "s": "uno"}.get(form.gender, "un")
    spoken = library_words(value, "it").replace("dicotto", "diciotto")
    return spoken[:-1] + "é" if spoken.endswith("tre") and value > 3 else spoken


def _ordinal(value: int, form: Form) -> str:
    spoken = library_words(value, "it", "ordinal")
    return spoken[:-1] + {"f": "a", "p": "i"}.get(form.gender, "o")


def _agreement(number: int, around: Context) -> Form:
    """The form's gender "s" is the "uno" before certain consonants."""
    following = around.word_after.lower()
    if number != 1 or not following or following in _NOT_COUNTED:
        return Form()
    if _FEMININE.fullmatch(following) and not _NOT_FEMININE.fullmatch(following):
        return Form("f")
    return Form("s" if _NEEDS_UNO.match(following) else "m")


def _date(language: Language, date: Date, around: Context) -> str:
    del around
    day = "primo" if date.day == 1 else _cardinal(date.day, Form())
    year = f" {_cardinal(date.year, Form())}" if date.year else ""
    return f"{day} {language.months[date.month - 1]}{year}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language, around
    minute = f" e {_cardinal(time.minute, Form())}" if time.minute else ""
    return f"{'una' if time.hour == 1 else _cardinal(time.hour, Form())}{minute}"


def _ordinal_number(value: int, mark: str, around: Context) -> str | None:
    """Also after "°", where it is no temperature."""
    if "°" in mark and (not around.word_after or around.word_after in ("C", "F", "nord", "sud", "est", "ovest", "e")):
        return None
    return _ordinal(value, Form("f" if mark[-1] in "aª" else "p" if mark == "i" else "m"))


def _ruler(name: str, value: int, around: Context) -> str:
    del around
    return _ordinal(value, Form("f" if name in _QUEENS else "m"))


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    if mark:
        return _ordinal(value, Form("f" if mark[-1] in "aª" else "m"))
    if re.match(r"\s(?:secolo|millennio|arrondissement|canto|congresso|municipio|piano|Reich)", around.after):
        return _ordinal(value, Form("m"))
    if re.match(r"\s(?:guerra|edizione|legislatura|dinastia|giornata|armata|divisione)", around.after):
        return _ordinal(value, Form("f"))
    return _ordinal(value, Form("m")) if re.search(r"\bsecol[oi]\s$", around.before) else None


def _height(match: re.Match[str]) -> str:
    """1,80 m."""
    metres = int(match["metres"])
    unit = "metro" if metres == 1 else "metri"
    return f"{_cardinal(metres, Form('m'))} {unit} e {_cardinal(int(match['rest']), Form())}"


LANGUAGE = Language(
    code="it",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=as_a_number("virgola"),
    agreement=_agreement,
    percent=noun("per cento", ""),
    per_mille=noun("per mille", ""),
    currencies=currencies("""
        €|EUR|euro = m euro + m centesimo|centesimi
        $|USD|dollari|dollaro = m dollaro|dollari + m centesimo|centesimi
        £|GBP = f sterlina|sterline + m penny|pence
        ¥|JPY = s yen
        CHF = m franco svizzero|franchi svizzeri + m centesimo|centesimi
        ₴|UAH = f grivnia|grivnie + m copeco|copechi
        zł|PLN = s zloty
        ₽|RUB = m rublo|rubli + m copeco|copechi
        """),
    price="{units} e {cents}",
    units=nouns("""
        km = m chilometro|chilometri
        m = m metro|metri
        cm = m centimetro|centimetri
        mm = m millimetro|millimetri
        km²|km^2|kmq = m chilometro quadrato|chilometri quadrati
        m²|m^2|mq|m2 = m metro quadrato|metri quadrati
        m³|m^3|mc|m3 = m metro cubo|metri cubi
        kg = m chilogrammo|chilogrammi
        hg = m ettogrammo|ettogrammi
        g|gr = m grammo|grammi
        mg = m milligrammo|milligrammi
        t = f tonnellata|tonnellate
        l|L = m litro|litri
        ml|mL = m millilitro|millilitri
        cl = m centilitro|centilitri
        min|min. = m minuto|minuti
        s|sec|sec. = m secondo|secondi
        h = f ora|ore
        ha = m ettaro|ettari
        °C|° C = m grado Celsius|gradi Celsius
        °F = m grado Fahrenheit|gradi Fahrenheit
        ° = m grado|gradi
        W = m watt
        kW = m chilowatt
        MW = m megawatt
        GW = m gigawatt
        kWh = m chilowattora
        MWh = m megawattora
        V = m volt
        A = m ampere
        Hz = m hertz
        kHz = m chilohertz
        MHz = m megahertz
        GHz = m gigahertz
        kB|KB = m chilobyte
        MB = m megabyte
        GB = m gigabyte
        TB = m terabyte
        dB = m decibel
        CV = m cavallo|cavalli
        kcal = f chilocaloria|chilocalorie
        """),
    per={
        "h": "all'ora",
        "s": "al secondo",
        "min": "al minuto",
        "m²": "al metro quadrato",
        "m^2": "al metro quadrato",
        "mq": "al metro quadrato",
        "km^2": "per chilometro quadrato",
        "kg": "al chilogrammo",
        "l": "al litro",
        "anno": "all'anno",
        "mese": "al mese",
        "kWh": "al chilowattora",
    },
    magnitudes=nouns("""
        mln|mln.|milione|milioni = m milione|milioni
        mld|mld.|mrd|miliardo|miliardi = m miliardo|miliardi
        mila = m mila
        """),
    of="(?:di|d')",
    after_magnitude=lambda what: f"di {what}",
    score="{first} a {last}",
    months=tuple(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
    ),
    short_months=numbered("gen=1 feb=2 mar=3 apr=4 mag=5 giu=6 lug=7 ago=8 sett=9 set=9 ott=10 nov=11 dic=12"),
    day_mark="(?:°|o|º)?",
    date_to="al|all'|e|o",
    date=_date,
    clocks=(
        Clock(mark="[:.]", lead=r"(?:ore|alle|dalle|all'|le)"),
        Clock(mark=":"),
        Clock(mark="(?!)", lead=r"ore", bare_hours=True),
    ),
    time=_time,
    fractions=words("""
        1/2 = un mezzo
        1/3 = un terzo
        2/3 = due terzi
        1/4 = un quarto
        3/4 = tre quarti
        1/5 = un quinto
        1/10 = un decimo
        """),
    ordinal_mark=r"(?:º|ª|[oa](?!\w)|°(?=\s[a-z]))",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="capitolo volume libro atto articolo parte titolo tomo fase allegato",
    roman_mark="[oaºª°]",
    roman_before=_roman_before,
    telephones=(r"3\d{2}[ -/]\d{6,7}", r"3\d{2} \d{3} \d{3,4}"),
    abbreviations=words("""
        dott. = dottor
        dott.ssa = dottoressa
        dr. = dottor
        sig. = signor
        sig.ra = signora
        sig.na = signorina
        sigg. = signori
        prof. = professor
        prof.ssa = professoressa
        on. = onorevole
        ing. = ingegner
        avv. = avvocato
        arch. = architetto
        geom. = geometra
        rag. = ragionier
        gen. = generale
        sen. = senatore
        min. = minimo
        ecc. = eccetera
        etc. = eccetera
        es. = esempio
        p. es. = per esempio
        ad es. = ad esempio
        ca. = circa
        max. = massimo
        tel. = telefono
        cell. = cellulare
        p.zza = piazza
        v.le = viale
        c.so = corso
        l.go = largo
        a.C. = avanti Cristo
        d.C. = dopo Cristo
        c.a. = corrente anno
        u.s. = ultimo scorso
        c.m. = corrente mese
        S.p.A. = società per azioni
        S.r.l. = società a responsabilità limitata
        cfr. = confronta
        cd. = cosiddetto
        c.d. = cosiddetto
        F.lli = fratelli
        N.B. = nota bene
        ab. = abitanti
        """),
    may_end="ecc.|etc.|a.C.|d.C.|c.a.|u.s.|c.m.|S.p.A.|S.r.l.|ab.",
    before_numbers=words("""
        n. = numero
        nn. = numeri
        n° = numero
        no = numero
        pag. = pagina
        pagg. = pagine
        p. = pagina
        art. = articolo
        artt. = articoli
        cap. = capitolo
        vol. = volume
        fig. = figura
        """),
    before_names=words("""
        S. = san
        V. = via
        """),
    first_rules=(
        Rule(re.compile(r"(?<![\w.,])(?P<metres>[12]),(?P<rest>\d\d)\s?m(?!\w|\^|/)"), _height),
        Rule(re.compile(r"(?<!\w)sec\. (?=[IVX]+(?!\w))"), lambda _: "secolo "),
        Rule(re.compile(r"(?<!\w)1/2 (?=[a-zé])"), lambda _: "mezzo "),
        Rule(re.compile(r"(?<=anni )'(?=\d0(?!\d))"), lambda _: ""),
        Rule(re.compile(r"(?<=el )'(?=[1-9]00(?!\d))"), lambda _: ""),  # nel '900
    ),
    minus="meno",
    symbols={
        "+": "più",
        "±": "più o meno",
        "&": "e",
        "=": "uguale",
        "%": "per cento",
        "€": "euro",
        "$": "dollari",
        "£": "sterline",
        "§": "paragrafo",
        "#": "cancelletto",
        "@": "chiocciola",
        "×": "per",
        "÷": "diviso",
        "<": "minore di",
        ">": "maggiore di",
        "°": "gradi",
        "*": "asterisco",
        ".": "punto",
        "/": "barra",
        "_": "trattino basso",
    },
)

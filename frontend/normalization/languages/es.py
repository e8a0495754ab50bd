"""Spanish."""

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
    r".*(?:as?|ción|ciones|sión|siones|dad|dades|tud|tudes|umbre|umbres|ez|xión)"
    r"|(?:mujer|mujeres|vez|veces|razón|razones|calle|calles|noche|noches|parte|partes|clase|clases|mano|manos|flor|"
    r"flores|voz|voces|ley|leyes|muerte|muertes|base|bases|nave|naves|sede|sedes|imagen|imágenes|orden|órdenes|"
    r"serie|series|foto|fotos|llave|llaves|torre|torres|red|redes|luz|luces|tarde|tardes|frase|frases)"
)
_NOT_FEMININE = re.compile(
    r"(?:día|mapa|problema|programa|sistema|tema|poema|idioma|clima|planeta|cometa|equipo|kilómetro|atleta|gramo|"
    r"diploma|drama|dilema|esquema|síntoma|dálmata|pirata|artista|futbolista|policía|gas|mes|país)s?"
)
_TENTHS = "cero primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo".split()
_QUEENS = set("Isabel Juana Catalina Cristina María Margarita Victoria Beatriz".split())


def _cardinal(value: int, form: Form) -> str:
    spoken = library_words(value, "es")
    thousands = "una" if form.gender == "f" else "un"
    spoken = re.sub(r"veintiuno(?= mil)", "veintiuna" if form.gender == "f" else "veintiún", spoken)
    spoken = re.sub(r"\buno(?= mil)", thousands, spoken)
    if form.gender == "f":
        return re.sub(r"(cient|quinient)os", r"\1as", _one(spoken, "una"))
    return _one(spoken, "un", "ún") if form.gender == "m" else spoken


def _one(spoken: str, one: str, twenty_one: str = "una") -> str:
    if spoken.endswith("veintiuno"):
        return spoken.removesuffix("uno") + twenty_one
    return re.sub(r"\buno$", one, spoken)


def _ordinal(value: int, form: Form) -> str:
    spoken = _TENTHS[value] if value < len(_TENTHS) else library_words(value, "es", "ordinal")
    if form.gender == "f":
        return " ".join(word[:-1] + "a" if word.endswith("o") else word for word in spoken.split())
    return re.sub(r"\b(primer|tercer)o$", r"\1", spoken) if form.gender == "m" else spoken


def _agreement(number: int, around: Context) -> Form:
    del number
    following = around.word_after.lower()
    if not following or following in (
        "y",
        "o",
        "a",
        "de",
        "del",
        "en",
        "por",
        "con",
        "que",
        "al",
        "es",
        "fue",
        "más",
        "menos",
        "para",
        "como",
        "se",
    ):
        return Form()
    return Form("f" if _FEMININE.fullmatch(following) and not _NOT_FEMININE.fullmatch(following) else "m")


def _year(value: int, around: Context) -> str | None:
    """A year does not agree with what follows it: en el año 1800 tenía."""
    is_year = around.word_before in ("año", "en", "de", "desde", "hasta", "del", "entre", "hacia", "y", "a", "el")
    return _cardinal(value, Form()) if is_year and value <= 2100 else None


def _date(language: Language, date: Date, around: Context) -> str:
    del around
    year = f" de {_cardinal(date.year, Form())}" if date.year else ""
    return f"{_cardinal(date.day, Form())} de {language.months[date.month - 1]}{year}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language
    hour = "cero" if time.hour == 0 else _cardinal(time.hour, Form("f"))
    minute = ""
    if time.minute:
        minute = f" {'y ' if time.minute < 10 else ''}{_cardinal(time.minute, Form())}"
    hours = " horas" if re.match(r"\s?h", around.after) else ""
    return f"{hour}{minute}{hours}"


def _ordinal_number(value: int, mark: str, around: Context) -> str:
    following = around.word_after
    feminine = mark.endswith("a")
    return _ordinal(value, Form("f" if feminine else "m" if following else ""))


def _ruler(name: str, value: int, around: Context) -> str:
    """Up to the tenth an ordinal, from there on a plain number: Felipe sexto, Alfonso trece."""
    del around
    return _ordinal(value, Form("f" if name in _QUEENS else "")) if value <= 10 else _cardinal(value, Form())


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    del mark
    if re.search(r"\bsiglos?(?:\s[\w ]{0,20}(?:y|al|a))?\s$", around.before):
        return _ordinal(value, Form()) if value <= 10 else _cardinal(value, Form())
    return None


def _height(match: re.Match[str]) -> str:
    """1,80 m."""
    metres = int(match["metres"])
    unit = "metro" if metres == 1 else "metros"
    return f"{_cardinal(metres, Form('m'))} {unit} {_cardinal(int(match['rest']), Form())}"


LANGUAGE = Language(
    code="es",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=as_a_number("coma"),
    agreement=_agreement,
    year=_year,
    percent=noun("por ciento", ""),
    per_mille=noun("por mil", ""),
    currencies=currencies("""
        €|EUR|euros|euro = m euro|euros + m céntimo|céntimos
        US$ = m dólar estadounidense|dólares estadounidenses + m centavo|centavos
        $|USD|dólares|dólar = m dólar|dólares + m centavo|centavos
        £|GBP = f libra|libras + m penique|peniques
        ¥|JPY = m yen|yenes
        CHF = m franco suizo|francos suizos + m céntimo|céntimos
        ₴|UAH = f grivna|grivnas + f kopek|kopeks
        MXN|pesos = m peso|pesos + m centavo|centavos
        zł|PLN = m esloti|eslotis + m grosz
        ₽|RUB = m rublo|rublos + m kopek|kopeks
        """),
    price="{units} con {cents}",
    units=nouns("""
        km = m kilómetro|kilómetros
        m = m metro|metros
        cm = m centímetro|centímetros
        mm = m milímetro|milímetros
        km²|km^2 = m kilómetro cuadrado|kilómetros cuadrados
        m²|m^2|m2 = m metro cuadrado|metros cuadrados
        m³|m^3|m3 = m metro cúbico|metros cúbicos
        hm³|hm^3 = m hectómetro cúbico|hectómetros cúbicos
        kg = m kilogramo|kilogramos
        g|gr = m gramo|gramos
        mg = m miligramo|miligramos
        t = f tonelada|toneladas
        l|L = m litro|litros
        ml|mL = m mililitro|mililitros
        cl = m centilitro|centilitros
        min|min. = m minuto|minutos
        s|seg = m segundo|segundos
        h = f hora|horas
        ha = f hectárea|hectáreas
        °C|° C = m grado Celsius|grados Celsius
        °F = m grado Fahrenheit|grados Fahrenheit
        °|o° = m grado|grados
        W = m vatio|vatios
        kW = m kilovatio|kilovatios
        MW = m megavatio|megavatios
        GW = m gigavatio|gigavatios
        kWh = m kilovatio hora|kilovatios hora
        MWh = m megavatio hora|megavatios hora
        V = m voltio|voltios
        A = m amperio|amperios
        Hz = m hercio|hercios
        kHz = m kilohercio|kilohercios
        MHz = m megahercio|megahercios
        GHz = m gigahercio|gigahercios
        kB|KB = m kilobyte|kilobytes
        MB = m megabyte|megabytes
        GB = m gigabyte|gigabytes
        TB = m terabyte|terabytes
        dB = m decibelio|decibelios
        CV = m caballo|caballos
        kcal = f kilocaloría|kilocalorías
        """),
    per={
        "h": "por hora",
        "s": "por segundo",
        "min": "por minuto",
        "m²": "por metro cuadrado",
        "m^2": "por metro cuadrado",
        "km^2": "por kilómetro cuadrado",
        "kg": "por kilogramo",
        "l": "por litro",
        "año": "por año",
        "mes": "por mes",
        "día": "por día",
        "kWh": "por kilovatio hora",
    },
    magnitudes=nouns("""
        M|mill.|millón|millones = m millón|millones
        mil = m mil
        """),
    of="de",
    after_magnitude=lambda what: f"de {what}",
    to="a",
    score="{first} a {last}",
    months=tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),
    short_months=numbered("ene=1 feb=2 mar=3 abr=4 jun=6 jul=7 ago=8 sept=9 sep=9 oct=10 nov=11 dic=12"),
    day_mark=r"(?:\.?o)?",
    date_of="(?:de|del)",
    date_to="al|y|o|a",
    date=_date,
    clocks=(
        Clock(mark="[:.]", suffix=r"\s?(?:horas|hrs?\.?|h\.?)(?!\w)"),
        Clock(mark="(?!)", suffix=r"\s?(?:hrs?\.|h)(?!\w)", bare_hours=True),
        Clock(mark=":"),
        Clock(mark="[:.]", lead="(?:a las|a la|las|desde las|hasta las)"),
        Clock(
            mark="(?!)",
            lead="(?:a las|a la|las|la)",
            suffix=r"(?=\s(?:de la|[ap]\s?\.?\s?m|en punto|y\s))",
            bare_hours=True,
        ),
    ),
    time=_time,
    fractions=words("""
        1/2 = medio
        1/3 = un tercio
        2/3 = dos tercios
        1/4 = un cuarto
        3/4 = tres cuartos
        1/5 = un quinto
        1/10 = un décimo
        """),
    ordinal_mark=r"(?:\.?(?:er|o|a|os|as)|º|ª)(?!\w)",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="capítulo tomo libro acto artículo volumen parte título anexo fase",
    roman_before=_roman_before,
    telephones=(r"[6789]\d{2}\s\d{3}\s(?!000)\d{3}",),
    abbreviations=words("""
        p. ej. = por ejemplo
        etc. = etcétera
        Sr. = señor
        Sra. = señora
        Srta. = señorita
        Sres. = señores
        Dr. = doctor
        Dra. = doctora
        Dña. = doña
        Prof. = profesor
        Lic. = licenciado
        Ing. = ingeniero
        EE. UU. = Estados Unidos
        EEUU = Estados Unidos
        RR. HH. = recursos humanos
        JJ. OO. = Juegos Olímpicos
        FF. AA. = Fuerzas Armadas
        CC. OO. = Comisiones Obreras
        Avda. = avenida
        Av. = avenida
        C/ = calle
        aprox. = aproximadamente
        Ud. = usted
        Uds. = ustedes
        Vd. = usted
        máx. = máximo
        mín. = mínimo
        Cía. = compañía
        tel. = teléfono
        tfno. = teléfono
        a. C. = antes de Cristo
        a. de C. = antes de Cristo
        d. C. = después de Cristo
        d. de C. = después de Cristo
        a. m. = a eme
        p. m. = pe eme
        Gral. = general
        Excmo. = excelentísimo
        ej. = ejemplo
        dpto. = departamento
        pdo. = pasado
        hab. = habitantes
        izq. = izquierda
        dcha. = derecha
        """),
    may_end="etc.|EE. UU.|a. C.|d. C.|a. de C.|d. de C.|a. m.|p. m.|Cía.|Ud.|Uds.|"
    "RR. HH.|JJ. OO.|FF. AA.|CC. OO.|pdo.|hab.",
    before_numbers=words("""
        n.o = número
        n° = número
        N° = número
        lun. = lunes
        mié. = miércoles
        jue. = jueves
        vie. = viernes
        sáb. = sábado
        dom. = domingo
        No = número
        no. = número
        núm. = número
        pág. = página
        págs. = páginas
        p. = página
        art. = artículo
        arts. = artículos
        cap. = capítulo
        vol. = volumen
        fig. = figura
        """),
    before_names=words("""
        D. = don
        Sto. = santo
        Sta. = santa
        S. = san
        """),
    first_rules=(
        Rule(re.compile(r"(?<![\w.,])(?P<metres>[12]),(?P<rest>\d\d)\s?m(?!\w|\^|/)"), _height),
        Rule(re.compile(r"(?<!\w)1/2 (?=[a-zé])"), lambda _: "medio "),
        Rule(
            re.compile(r"(?<!\w)(?P<n>[1-9])/(?P<d>4|5) partes"),
            lambda match: (
                f"{_cardinal(int(match['n']), Form())} {'cuartas' if match['d'] == '4' else 'quintas'} partes"
            ),
        ),
        Rule(  # el 23-F
            re.compile(r"(?<![\w.,])(?P<day>\d{1,2})-(?P<month>[A-Z])(?!\w)"),
            lambda match: f"{_cardinal(int(match['day']), Form())} {match['month']}",
        ),
        Rule(re.compile(r"(?<!\w)s\. (?=[IVX]+(?!\w))"), lambda _: "siglo "),
    ),
    minus="menos",
    symbols={
        "+": "más",
        "±": "más menos",
        "&": "y",
        "=": "igual a",
        "%": "por ciento",
        "€": "euros",
        "$": "dólares",
        "£": "libras",
        "§": "párrafo",
        "#": "almohadilla",
        "@": "arroba",
        "×": "por",
        "÷": "dividido entre",
        "<": "menor que",
        ">": "mayor que",
        "°": "grados",
        "*": "asterisco",
        ".": "punto",
        "/": "barra",
        "_": "guion bajo",
    },
)

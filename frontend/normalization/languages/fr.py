"""French."""

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
    words,
)
from frontend.normalization.languages.number_words import as_a_number, library_words
from frontend.normalization.rule import Rule
from frontend.normalization.written_number import WrittenNumber

_FEMININE = re.compile(
    r".*(?:tion|sion|aison|ette|elle|esse|euse|trice|ance|ence|ure|ude|ade|ée|ie|ille|ise|té|ine|ienne|ère|isse|ique|onne|ose|aine)s?"
    r"|(?:femme|fille|fois|heure|minute|seconde|année|semaine|personne|pomme|voix|page|place|voiture|ville|vie|mort|"
    r"chambre|langue|nuit|tonne|livre|étoile|porte|table|lettre|ligne|carte|tasse|route|rue|école|équipe|banque|part|"
    r"maison|usine|moitié|note|main|mère|sœur|arme|bombe|goutte|tête|tranche|marche|victime|île|mesure|faute|chose|"
    r"plainte|médaille|enquête|réponse|demande|attaque|loi|guerre|œuvre|salle|dame|bête|question)s?"
)
_NOT_FEMININE = re.compile(
    r"(?:musée|lycée|génie|incendie|côté|été|comité|député|père|frère|homme|magazine|domaine|trophée|silence|parapluie|décès|kilomètre|mètre)s?"
)
_CENTURIES = re.compile(r"\s(?:siècle|arrondissement|République|Reich|Empire|congrès|Congrès|dynastie)")


def _cardinal(value: int, form: Form) -> str:
    spoken = library_words(value, "fr")
    return f"{spoken}e" if form.gender == "f" and re.search(r"\bun$", spoken) else spoken


def _ordinal(value: int, form: Form) -> str:
    if value == 1:
        return "première" if form.gender == "f" else "premier"
    return library_words(value, "fr", "ordinal")


def _agreement(number: int, around: Context) -> Form:
    following = around.word_after.lower()
    feminine = number % 10 == 1 and _FEMININE.fullmatch(following) and not _NOT_FEMININE.fullmatch(following)
    return Form("f" if feminine else "m")


def _plural(number: WrittenNumber, case: str) -> int:
    """French counts in the singular below two: 1,5 kilomètre."""
    del case
    return int(int(number.whole) >= 2)


def _date(language: Language, date: Date, around: Context) -> str:
    del around
    day = "premier" if date.day == 1 else _cardinal(date.day, Form())
    year = f" {_cardinal(date.year, Form())}" if date.year else ""
    return f"{day} {language.months[date.month - 1]}{year}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language, around
    minute = f" {_cardinal(time.minute, Form())}" if time.minute else ""
    return f"{_cardinal(time.hour, Form('f'))} {'heure' if time.hour < 2 else 'heures'}{minute}"


def _ordinal_number(value: int, mark: str, around: Context) -> str:
    del around
    spoken = _ordinal(value, Form("f" if mark.startswith(("re", "ère")) else "m"))
    return spoken + "s" * mark.endswith("s")


def _ruler(name: str, value: int, around: Context) -> str:
    del around
    if value == 1:
        return "première" if name in ("Elizabeth", "Élisabeth", "Catherine", "Marie") else "premier"
    return _cardinal(value, Form())


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    if mark or _CENTURIES.match(around.after):
        return _ordinal(value, Form("f" if mark.startswith(("re", "ère")) else "m"))
    return None


def _telephone(language: Language, group: str) -> str:
    """In pairs, the zero before a digit said too."""
    return language.digits(group) if group.startswith("0") or len(group) > 3 else _cardinal(int(group), Form())


def _height(match: re.Match[str]) -> str:
    """1,80 m."""
    metres = int(match["metres"])
    unit = "mètre" if metres == 1 else "mètres"
    return f"{_cardinal(metres, Form('m'))} {unit} {_cardinal(int(match['rest']), Form())}"


LANGUAGE = Language(
    code="fr",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=as_a_number("virgule"),
    agreement=_agreement,
    plural=_plural,
    percent=noun("pour cent"),
    per_mille=noun("pour mille"),
    currencies=currencies("""
        €|EUR|euros|euro = m euro|euros + m centime|centimes
        $|USD|dollars|dollar = m dollar|dollars + m cent|cents
        £|GBP = f livre|livres + m penny|pence
        ¥|JPY = m yen|yens
        CHF = m franc suisse|francs suisses + m centime|centimes
        ₴|UAH = f hryvnia|hryvnias + m kopek|kopeks
        zł|PLN = m zloty|zlotys + m grosz
        ₽|RUB = m rouble|roubles + m kopek|kopeks
        """),
    price="{units} {bare_cents}",
    units=nouns("""
        km = m kilomètre|kilomètres
        m = m mètre|mètres
        cm = m centimètre|centimètres
        mm = m millimètre|millimètres
        km²|km^2 = m kilomètre carré|kilomètres carrés
        m²|m^2|m2 = m mètre carré|mètres carrés
        cm²|cm^2 = m centimètre carré|centimètres carrés
        m³|m^3|m3 = m mètre cube|mètres cubes
        kg = m kilogramme|kilogrammes
        g = m gramme|grammes
        mg = m milligramme|milligrammes
        t = f tonne|tonnes
        l|L = m litre|litres
        ml|mL = m millilitre|millilitres
        cl = m centilitre|centilitres
        dl = m décilitre|décilitres
        hl = m hectolitre|hectolitres
        min|mn = f minute|minutes
        s|sec = f seconde|secondes
        h = f heure|heures
        ha = m hectare|hectares
        °C|° C = m degré Celsius|degrés Celsius
        °F = m degré Fahrenheit|degrés Fahrenheit
        ° = m degré|degrés
        W = m watt|watts
        kW = m kilowatt|kilowatts
        MW = m mégawatt|mégawatts
        GW = m gigawatt|gigawatts
        kWh = m kilowattheure|kilowattheures
        MWh = m mégawattheure|mégawattheures
        TWh = m térawattheure|térawattheures
        V = m volt|volts
        A = m ampère|ampères
        Hz = m hertz
        kHz = m kilohertz
        MHz = m mégahertz
        GHz = m gigahertz
        Ko|ko = m kilooctet|kilooctets
        Mo = m mégaoctet|mégaoctets
        Go|GB = m gigaoctet|gigaoctets
        To|TB = m téraoctet|téraoctets
        dB = m décibel|décibels
        ch = m cheval|chevaux
        kcal = f kilocalorie|kilocalories
        """),
    per={
        "h": "à l'heure",
        "s": "par seconde",
        "min": "par minute",
        "m²": "par mètre carré",
        "m^2": "par mètre carré",
        "km^2": "par kilomètre carré",
        "kg": "par kilogramme",
        "l": "par litre",
        "an": "par an",
        "mois": "par mois",
        "jour": "par jour",
        "kWh": "par kilowattheure",
    },
    magnitudes=nouns("""
        k = m mille
        M|million|millions = m million|millions
        Md|Mds|Mrd|milliard|milliards = m milliard|milliards
        """),
    of="(?:d'|de)",
    after_magnitude=lambda what: f"d'{what}" if what[0] in "aeéiouy" and not what.startswith("yen") else f"de {what}",
    to="à",
    score="{first} {last}",
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    short_months={"janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12},
    day_mark="(?:er)?",
    date_to="au|et|à|ou",
    date=_date,
    clocks=(
        Clock(mark=r"\s?h\s?"),
        Clock(mark="(?!)", suffix=r"\s?h(?!\w)", bare_hours=True),
        Clock(mark=":", suffix=r"(?:\s?h(?!\w))?"),
        Clock(mark="(?!)", suffix=r"\sheures?(?!\w)", bare_hours=True),
    ),
    time=_time,
    fractions=words("""
        1/2 = un demi
        1/3 = un tiers
        2/3 = deux tiers
        1/4 = un quart
        3/4 = trois quarts
        1/5 = un cinquième
        1/10 = un dixième
        """),
    ordinal_mark=r"(?:ers?|ères?|res?|èmes?|emes?|nde?s?|es?)(?!\w)",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="chapitre tome livre acte article volume partie titre annexe",
    roman_mark="(?:er|ère|re|ème|e)",
    roman_before=_roman_before,
    telephone=_telephone,
    abbreviations=words("""
        etc. = etcétéra
        p. ex. = par exemple
        c.-à-d. = c'est-à-dire
        c.-à-d = c'est-à-dire
        av. J.-C. = avant Jésus-Christ
        apr. J.-C. = après Jésus-Christ
        ap. J.-C. = après Jésus-Christ
        s.v.p. = s'il vous plaît
        svp = s'il vous plaît
        env. = environ
        cf. = confer
        max. = maximum
        min. = minimum
        Mme = madame
        Mmes = mesdames
        Mlle = mademoiselle
        Mlles = mesdemoiselles
        MM. = messieurs
        Mgr = monseigneur
        Dr = docteur
        Dr. = docteur
        Pr = professeur
        tél. = téléphone
        bd = boulevard
        Bd = boulevard
        boul. = boulevard
        dép. = département
        hab. = habitants
        qqch. = quelque chose
        qqn = quelqu'un
        resp. = respectivement
        ndlr = note de la rédaction
        """),
    may_end="etc.|av. J.-C.|apr. J.-C.|ap. J.-C.|s.v.p.|hab.",
    before_numbers=words("""
        lun. = lundi
        mar. = mardi
        mer. = mercredi
        jeu. = jeudi
        ven. = vendredi
        sam. = samedi
        dim. = dimanche
        n° = numéro
        no = numéro
        nos = numéros
        p. = page
        pp. = pages
        art. = article
        chap. = chapitre
        vol. = volume
        fig. = figure
        al. = alinéa
        """),
    before_names=words("""
        M. = monsieur
        Me = maître
        St = saint
        Ste = sainte
        av. = avenue
        pl. = place
        """),
    first_rules=(
        Rule(re.compile(r"(?<![\w.,])(?P<metres>[12]),(?P<rest>\d\d)\s?m(?!\w|\^|/)"), _height),
        Rule(re.compile(r"(?<!\w)24\s?h(?:/|\ssur\s)24(?!\w)"), lambda _: "vingt-quatre heures sur vingt-quatre"),
        Rule(re.compile(r"(?<!\w)7\s?j(?:/|\ssur\s)7(?!\w)"), lambda _: "sept jours sur sept"),
        Rule(re.compile(r"(?<=[IVX]e) s\."), lambda _: " siècle"),
        Rule(re.compile(r"(?<!\w)M\. (?=le |l')"), lambda _: "monsieur "),
        Rule(re.compile(r"(?<!\w)1/2 (?=[a-zé])"), lambda _: "un demi "),
        Rule(re.compile(r"(?<=années )80(?!\d)"), lambda _: "quatre-vingt"),
    ),
    minus="moins",
    symbols={
        "+": "plus",
        "±": "plus ou moins",
        "&": "et",
        "=": "égale",
        "%": "pour cent",
        "€": "euros",
        "$": "dollars",
        "£": "livres",
        "§": "paragraphe",
        "#": "dièse",
        "@": "arobase",
        "×": "fois",
        "÷": "divisé par",
        "<": "inférieur à",
        ">": "supérieur à",
        "°": "degrés",
        "*": "astérisque",
        ".": "point",
        "/": "slash",
        "_": "tiret bas",
    },
)

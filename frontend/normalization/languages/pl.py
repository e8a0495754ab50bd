"""Polish."""

import re
from functools import partial

from frontend.normalization.languages import slavic
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
from frontend.normalization.languages.number_words import as_a_number, library_words
from frontend.normalization.rule import Rule

_GENITIVE = words("""
    zero = zera
    jeden = jednego
    dwa|dwie = dwóch
    trzy = trzech
    cztery = czterech
    pięć = pięciu
    sześć = sześciu
    siedem = siedmiu
    osiem = ośmiu
    dziewięć = dziewięciu
    dziesięć = dziesięciu
    jedenaście = jedenastu
    dwanaście = dwunastu
    trzynaście = trzynastu
    czternaście = czternastu
    piętnaście = piętnastu
    szesnaście = szesnastu
    siedemnaście = siedemnastu
    osiemnaście = osiemnastu
    dziewiętnaście = dziewiętnastu
    dwadzieścia = dwudziestu
    trzydzieści = trzydziestu
    czterdzieści = czterdziestu
    pięćdziesiąt = pięćdziesięciu
    sześćdziesiąt = sześćdziesięciu
    siedemdziesiąt = siedemdziesięciu
    osiemdziesiąt = osiemdziesięciu
    dziewięćdziesiąt = dziewięćdziesięciu
    sto = stu
    dwieście = dwustu
    trzysta = trzystu
    czterysta = czterystu
    pięćset = pięciuset
    sześćset = sześciuset
    siedemset = siedmiuset
    osiemset = ośmiuset
    dziewięćset = dziewięciuset
    tysiąc = tysiąca
    tysiące = tysięcy
    milion = miliona
    miliony = milionów
    miliard = miliarda
    miliardy = miliardów
    """)
_INSTRUMENTAL = {"dwa": "dwoma", "dwie": "dwiema", "trzy": "trzema", "cztery": "czterema", "jeden": "jednym"}
_ONE = {
    "m": {"nom": "jeden", "gen": "jednego", "dat": "jednemu", "acc": "jeden", "ins": "jednym", "loc": "jednym"},
    "f": {"nom": "jedna", "gen": "jednej", "dat": "jednej", "acc": "jedną", "ins": "jedną", "loc": "jednej"},
    "n": {"nom": "jedno", "gen": "jednego", "dat": "jednemu", "acc": "jedno", "ins": "jednym", "loc": "jednym"},
}
_ENDINGS_OF_ORDINALS = {
    "m": {"nom": "y", "gen": "ego", "dat": "emu", "acc": "y", "ins": "ym", "loc": "ym"},
    "f": {"nom": "a", "gen": "ej", "dat": "ej", "acc": "ą", "ins": "ą", "loc": "ej"},
    "n": {"nom": "e", "gen": "ego", "dat": "emu", "acc": "e", "ins": "ym", "loc": "ym"},
    "p": {"nom": "e", "gen": "ych", "dat": "ym", "acc": "e", "ins": "ymi", "loc": "ych"},
}
_ORDINAL_WORD = re.compile(r"(?!trzy$|cztery$|tysiące$).*(?:[wtsn]y|szy|dmy|smy|my|ty)")
_GOVERNED = {
    **dict.fromkeys("do od bez dla około powyżej poniżej z ze spośród wśród blisko niż podczas".split(), "gen"),
    **dict.fromkeys("na za przez o w ponad".split(), "acc"),
}
_ENDINGS = {"ach": "loc", "ami": "ins", "ćmi": "ins", "śmi": "ins", "om": "dat"}
_FEMININE_PLURAL = re.compile(
    r"osoby|kobiety|dziewczyny|dziewczynki|godziny|minuty|sekundy|tony|książki|strony|firmy|rodziny|noce|zmiany|rakiety|"
    r"maszyny|grupy|drużyny|nagrody|bramki|porażki|próby|przyczyny|szkoły|sale|ulice|drogi|części|siostry|córki|matki|"
    r"gwiazdki|butelki|łyżki|łyżeczki|szklanki|partie|dekady|doby|ofiary|wojny|połowy|ręce|nogi|wersje|klasy|rundy|"
    r".*(?:elki|arki|entki|istki|cje|ści|nice|anki|ówki|zje|sje)"
)
_FEMININE = re.compile(r".*a|noc|rzecz|część|wieś|twarz|krew|.*ość|pani|gospodyni|powieść|odpowiedź")
_MASCULINE = set("mężczyzna kolega poeta artysta dentysta kierowca".split())
_NEUTER = re.compile(r".*(?:o|e|ę|um)")


def _cardinal(value: int, form: Form) -> str:
    if value == 1:
        return _ONE[form.gender or "m"][form.case]
    spoken = library_words(value, "pl")
    if form.gender == "f":
        spoken = re.sub(r"\bdwa$", "dwie", spoken)
    if form.case in ("gen", "loc", "dat"):
        return " ".join(_genitive(word, last=place == spoken.count(" ")) for place, word in enumerate(spoken.split()))
    if form.case == "ins":
        head, _, last = spoken.rpartition(" ")
        return f"{head} {_INSTRUMENTAL.get(last, _GENITIVE.get(last, last))}".strip()
    return spoken


def _genitive(word: str, *, last: bool) -> str:
    return word if word == "jeden" and last else _GENITIVE.get(word, word)


def _ordinal(value: int, form: Form) -> str:
    if value == 0:
        return "zerow" + _ENDINGS_OF_ORDINALS[form.gender or "m"][form.case]
    gender = form.gender or "m"
    *before, first, last = ["", "", *library_words(value, "pl", "ordinal").split()]
    spoken = [*before, _decline(first, gender, form.case) if _ORDINAL_WORD.fullmatch(first) else first]
    return " ".join(filter(None, [*spoken, _decline(last, gender, form.case)]))


def _decline(word: str, gender: str, case: str) -> str:
    ending = _ENDINGS_OF_ORDINALS[gender][case]
    stem = word[:-1]
    if word.endswith("i"):  # drugi, trzeci
        soft = (ending[0] in "eao" and word == "trzeci") or ending[0] == "e"
        return stem + ("i" if soft or ending.startswith("y") else "") + ending.removeprefix("y")
    return stem + ending


def _agreement(number: int, around: Context) -> Form:
    case = slavic.case_of(around, _GOVERNED, _ENDINGS)
    following = around.word_after.lower()
    if number == 1 and following and following not in _MASCULINE:
        gender = "f" if _FEMININE.fullmatch(following) else "n" if _NEUTER.fullmatch(following) else "m"
        return Form(gender, case)
    if number % 10 in (2, 3, 4) and number % 100 // 10 != 1 and following.endswith(("ów", "yzn", "ierzy", "udzi")):
        return Form("", "gen")  # 2 mężczyzn
    feminine = number % 10 == 2 and number % 100 != 12 and _FEMININE_PLURAL.fullmatch(following)
    return Form("f" if feminine else "", case)


_FIRST_PARTS = "0 jedno dwu trzy cztero pięcio sześcio siedmio ośmio dziewięcio dziesięcio".split()


def _compound(match: re.Match[str]) -> str | None:
    """The first part of an adjective: 45-letni -> czterdziestopięcioletni."""
    value = int(match["number"])
    if value > 100:
        return None
    tens, units = divmod(value, 10)
    if value == 100:
        first = "stu"
    elif value <= 10:
        first = _FIRST_PARTS[value]
    elif tens == 1:
        first = library_words(value, "pl").replace("naście", "nasto")
    else:
        ten = _cardinal(tens * 10, Form("", "gen"))
        first = (ten[:-1] + "o" if ten.endswith("u") else ten) + (_FIRST_PARTS[units] if units else "")
    return first


def _date(language: Language, date: Date, around: Context) -> str:
    spoken = f"{_ordinal(date.day, Form('m', 'gen'))} {language.months[date.month - 1]}"
    if date.year is None:
        return spoken
    named = re.match(r"\s?r(?:oku|\.)", around.after)
    return f"{spoken} {_ordinal(date.year, Form('m', 'gen'))}{' roku' if date.in_figures and not named else ''}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language
    oblique = around.word_before in ("o", "od", "do", "po", "z", "godzinie", "godziny", "około", "koło")
    hour = _ordinal(time.hour, Form("f", "gen" if oblique else "nom"))
    if not time.minute:
        return hour
    return f"{hour} {'zero ' if time.minute < 10 else ''}{_cardinal(time.minute, Form())}"


_PLACES = (
    (
        re.compile(r"połowie|połowy|rocznicy|edycji|wojny|części|rundy|klasy|ligi|tury|Rzeczypospolitej"),
        Form("f", "gen"),
    ),
    (
        re.compile(
            r"wiek|dzień|tydzień|miesiąc|etap|raz|prezydent|król|kwartał|tom|rozdział|sezon|turniej|maraton|festiwal|kongres|zjazd|.*(?:wy|ny|ki)"
        ),
        Form("m", "nom"),
    ),
    (re.compile(r"wieku|dniu|tygodniu|miesiącu|etapie|kwartale|tomie|rozdziale|sezonie"), Form("m", "loc")),
    (re.compile(r"dnia|tygodnia|miesiąca|etapu|kwartału|tomu|sezonu|.*(?:ego)"), Form("m", "gen")),
    (re.compile(r"miejsce|półrocze|piętro|stulecie|tysiąclecie|lecie|wydanie|.*we"), Form("n", "nom")),
    (re.compile(r"miejscu|półroczu|piętrze|stuleciu|tysiącleciu|wydaniu"), Form("n", "loc")),
    (re.compile(r"miejsca|piętra|półrocza"), Form("n", "gen")),
    (re.compile(r".*(?:[^i]e|ej|ii|cji)|połowie|połowy|rocznicy|edycji|wojny|części"), Form("f", "gen")),
    (re.compile(r".*(?:ę|ą)"), Form("f", "acc")),
    (re.compile(r".*a|część"), Form("f", "nom")),
)


_IN_A_CENTURY = re.compile(r"(?<!\w)(?:[Ww]e?|[Oo]|[Pp]o|[Nn]a)\s(?:[IVX]+\s(?:i|oraz|lub)\s)?$")


def _ordinal_before(value: int, around: Context) -> str | None:
    following = around.word_after.lower()
    for pattern, form in _PLACES:
        if pattern.fullmatch(following):
            if following == "wieku" and not _IN_A_CENTURY.search(around.before):
                form = Form("m", "gen")
            return _ordinal(value, form)
    return None


def _ordinal_number(value: int, mark: str, around: Context) -> str | None:
    del mark
    return _ordinal_before(value, around)


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    del mark
    return _ordinal_before(value, around)


_KINGS = slavic.declined_names(
    """Jan| Ludwik| Karol| Henryk| Edward| Jerzy| Wilhelm| Fryderyk| Aleksander| Iwan| Filip| Ryszard| Józef|
    Benedykt| Pius| Zygmunt| Stefan| Bolesław| Władysław| Kazimierz| Gustaw| Napoleon| Mieszk|o Leon| Stanisław| August|
    Franciszek| Mikołaj| Piotr| Leszek| Leopold| Albert| Konstanty| Rudolf| Maksymilian|""",
    {"a": "gen", "owi": "dat", "em": "ins", "ie": "loc"},
) | {"Paweł": "nom", "Pawła": "gen", "Pawle": "loc", "Pawłem": "ins", "Pawłowi": "dat", "Aleksandra": "gen"}
_KINGS |= {"Jerzego": "gen", "Franciszka": "gen", "Mikołaja": "gen", "Mieszka": "gen", "Ludwikiem": "ins"}
_QUEENS = slavic.declined_names(
    "Elżbiet|a Katarzyn|a Izabel|a Małgorzat|a Ann|a Krystyn|a Mari|a Wiktori|a",
    {"y": "gen", "i": "gen", "ę": "acc", "ą": "ins"},
)


def _ruler(name: str, value: int, around: Context) -> str | None:
    del around
    form = slavic.ruler_form(name, _KINGS, _QUEENS)
    return _ordinal(value, form) if form else None


def _chapter(value: int, word: str) -> str:
    return _ordinal(value, Form("f" if word.lower() in ("część", "księga", "klasa") else "m"))


def _year_case(name: str, around: Context) -> str:
    del name
    return "loc" if around.word_before in ("w", "o", "po") else "gen"


def _after_the_word(match: re.Match[str]) -> str:
    case = {"rok": "nom", "roku": "gen", "rokiem": "ins"}[match["name"]]
    if match["name"] == "roku" and re.search(r"(?:^|\s)[wWoO]\s$", context(match).before):
        case = "loc"
    return f"{match['name']} {_ordinal(int(match['year']), Form('m', case))}"


def _decade(match: re.Match[str]) -> str:
    case = {"lata": "nom", "latach": "loc", "lat": "gen", "latami": "ins"}[match["name"].lower()]
    return f"{match['name']} {_ordinal(int(match['decade']), Form('p', case))}"


LANGUAGE = Language(
    code="pl",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=as_a_number("przecinek"),
    agreement=_agreement,
    year=slavic.located_year(("w",), _ordinal),
    plural=partial(slavic.plural, one_in_compounds=False),
    percent=noun("procent|procent|procent|procenta"),
    per_mille=noun("promil|promile|promili|promila"),
    currencies=currencies("""
        zł|zł.|PLN = m złoty|złote|złotych|złotego + m grosz|grosze|groszy|grosza
        gr = m grosz|grosze|groszy|grosza
        $|USD = m dolar|dolary|dolarów|dolara + m cent|centy|centów|centa
        €|EUR|euro = n euro + m cent|centy|centów|centa
        £|GBP = m funt|funty|funtów|funta + m pens|pensy|pensów|pensa
        ¥|JPY = m jen|jeny|jenów|jena
        CHF = m frank|franki|franków|franka
        ₴|UAH = f hrywna|hrywny|hrywien|hrywny + f kopiejka|kopiejki|kopiejek|kopiejki
        ₽|RUB = m rubel|ruble|rubli|rubla + f kopiejka|kopiejki|kopiejek|kopiejki
        """),
    units=nouns("""
        km = m kilometr|kilometry|kilometrów|kilometra
        m = m metr|metry|metrów|metra
        cm = m centymetr|centymetry|centymetrów|centymetra
        mm = m milimetr|milimetry|milimetrów|milimetra
        km^2|km kw. = m kilometr kwadratowy|kilometry kwadratowe|kilometrów kwadratowych|kilometra kwadratowego
        m^2|m kw.|m2 = m metr kwadratowy|metry kwadratowe|metrów kwadratowych|metra kwadratowego
        m^3|m3 = m metr sześcienny|metry sześcienne|metrów sześciennych|metra sześciennego
        kg = m kilogram|kilogramy|kilogramów|kilograma
        dag|dkg = m dekagram|dekagramy|dekagramów|dekagrama
        g = m gram|gramy|gramów|grama
        mg = m miligram|miligramy|miligramów|miligrama
        t = f tona|tony|ton|tony
        l = m litr|litry|litrów|litra
        ml = m mililitr|mililitry|mililitrów|mililitra
        godz. = f godzina|godziny|godzin|godziny
        min|min. = f minuta|minuty|minut|minuty
        s|sek.|sek = f sekunda|sekundy|sekund|sekundy
        ha = m hektar|hektary|hektarów|hektara
        °C|° C = m stopień Celsjusza|stopnie Celsjusza|stopni Celsjusza|stopnia Celsjusza
        ° = m stopień|stopnie|stopni|stopnia
        W = m wat|waty|watów|wata
        kW = m kilowat|kilowaty|kilowatów|kilowata
        MW = m megawat|megawaty|megawatów|megawata
        GW = m gigawat|gigawaty|gigawatów|gigawata
        kWh = f kilowatogodzina|kilowatogodziny|kilowatogodzin|kilowatogodziny
        MWh = f megawatogodzina|megawatogodziny|megawatogodzin|megawatogodziny
        V = m wolt|wolty|woltów|wolta
        A = m amper|ampery|amperów|ampera
        Hz = m herc|herce|herców|herca
        kHz = m kiloherc|kiloherce|kiloherców|kiloherca
        MHz = m megaherc|megaherce|megaherców|megaherca
        GHz = m gigaherc|gigaherce|gigaherców|gigaherca
        kB|KB = m kilobajt|kilobajty|kilobajtów|kilobajta
        MB = m megabajt|megabajty|megabajtów|megabajta
        GB = m gigabajt|gigabajty|gigabajtów|gigabajta
        TB = m terabajt|terabajty|terabajtów|terabajta
        dB = m decybel|decybele|decybeli|decybela
        KM = m koń mechaniczny|konie mechaniczne|koni mechanicznych|konia mechanicznego
        kcal = f kilokaloria|kilokalorie|kilokalorii|kilokalorii
        proc. = m procent|procent|procent|procenta
        szt. = f sztuka|sztuki|sztuk|sztuki
        """),
    per={
        "h": "na godzinę",
        "godz.": "na godzinę",
        "s": "na sekundę",
        "min": "na minutę",
        "m^2": "za metr kwadratowy",
        "km^2": "na kilometr kwadratowy",
        "kg": "za kilogram",
        "l": "za litr",
        "rok": "na rok",
        "dobę": "na dobę",
        "kWh": "za kilowatogodzinę",
    },
    magnitudes=nouns("""
        tys.|tys = m tysiąc|tysiące|tysięcy|tysiąca
        mln|mln. = m milion|miliony|milionów|miliona
        mld|mld. = m miliard|miliardy|miliardów|miliarda
        bln = m bilion|biliony|bilionów|biliona
        """),
    score="{first} do {last_genitive}",
    months=tuple(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
    ),
    short_months=numbered("sty=1 lut=2 mar=3 kwi=4 cze=6 lip=7 sie=8 wrz=9 paź=10 lis=11 gru=12"),
    day_mark=r"(?:\.|-go)?",
    date_to="do|i|lub",
    date=_date,
    clocks=(
        Clock(mark="[:.]", lead="(?:(?:o |po )?godzinie|godzina|(?:od |do )?godziny|o|od|do|po|z)"),
        Clock(mark="(?!)", lead="(?:(?:o |po )?godzinie|godzina|(?:od |do )?godziny)", bare_hours=True),
        Clock(
            mark="(?!)", lead="(?:o|od|do|po)", suffix=r"(?=\s(?:rano|wieczorem|w nocy|po południu))", bare_hours=True
        ),
        Clock(mark=":"),
    ),
    time=_time,
    fractions=words("""
        1/2 = jedna druga
        1/3 = jedna trzecia
        2/3 = dwie trzecie
        1/4 = jedna czwarta
        3/4 = trzy czwarte
        1/5 = jedna piąta
        1/10 = jedna dziesiąta
        """),
    ordinal_mark=r"\.(?=\s[a-ząćęłńóśźż])",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="rozdział tom część księga akt klasa",
    chapter=_chapter,
    roman_before=_roman_before,
    telephones=(r"[4-8]\d{2}\s\d{3}\s(?!000)\d{3}",),
    abbreviations=words("""
        itd. = i tak dalej
        itp. = i tym podobne
        np. = na przykład
        tzn. = to znaczy
        tj. = to jest
        tzw. = tak zwani
        m.in. = między innymi
        m. in. = między innymi
        m.st. = miasto stołeczne
        p.n.e. = przed naszą erą
        n.e. = naszej ery
        ok. = około
        dr = doktor
        prof. = profesor
        hab. = habilitowany
        mgr = magister
        inż. = inżynier
        lek. = lekarz
        red. = redaktor
        gen. = generał
        płk = pułkownik
        mjr = major
        kpt. = kapitan
        ks. = ksiądz
        św. = święty
        bł. = błogosławiony
        ul. = ulica
        al. = aleje
        pl. = plac
        os. = osiedle
        woj. = województwo
        im. = imienia
        tel. = telefon
        maks. = maksymalnie
        min. = minimum
        zob. = zobacz
        por. = porównaj
        wg = według
        ws. = w sprawie
        w dn. = w dniu
        dn. = dnia
        br. = bieżącego roku
        ub.r. = ubiegłego roku
        jw. = jak wyżej
        cd. = ciąg dalszy
        ur. = urodzony
        zm. = zmarł
        ww. = wyżej wymieniony
        o godz. = o godzinie
        do godz. = do godziny
        od godz. = od godziny
        po godz. = po godzinie
        """),
    may_end="itd.|itp.|p.n.e.|n.e.|br.|ub.r.|jw.",
    after_ordinal=r"[a-ząćęłńóśźż]",
    before_numbers=words("""
        pon. = poniedziałek
        wt. = wtorek
        śr. = środa
        czw. = czwartek
        pt. = piątek
        sob. = sobota
        niedz. = niedziela
        nr = numer
        str. = strona
        s. = strona
        rys. = rysunek
        tab. = tabela
        ust. = ustęp
        pkt = punkt
        godz. = godzina
        poz. = pozycja
        """),
    first_rules=(
        Rule(
            re.compile(
                r"(?<![\w.,])(?P<number>[1-9]\d{0,2})-(?=(?:let|leci|dniow|osobow|procent|pięt|minut|godzin|kilomet))"
            ),
            _compound,
        ),
        Rule(re.compile(r"(?<=\d)\s?r\.(?!\w)"), lambda _: " roku"),
        Rule(re.compile(r"(?<=[IVX])\s?w\.(?!\w)"), lambda _: " wieku"),
        Rule(
            re.compile(r"(?<!\w)art\.\s?(?P<n>\d{1,3})(?!\d)"),
            lambda match: f"artykuł {_ordinal(int(match['n']), Form())}",
        ),
        Rule(re.compile(r"(?<!\w)1/2 (?=[a-zżź])"), lambda _: "pół "),
        Rule(re.compile(r"(?<=\braz )(?P<n>\d{1,2})\.(?=\s|$|[,;])"), lambda match: _ordinal(int(match["n"]), Form())),
    ),
    rules=(
        Rule(
            re.compile(r"(?<!\w)(?P<name>(?i:lata|latach|lat|latami))\s(?P<decade>(?:19)?[2-9]0)\.?(?=\s|$|[,;)])"),
            _decade,
        ),
        Rule(re.compile(r"(?<!\w)(?P<name>rok|roku|rokiem)\s(?P<year>[12]\d{3})(?!\d)"), _after_the_word),
        *slavic.years({"rok": "nom", "roku": "", "rokiem": "ins", "rokowi": "dat"}, _ordinal, _year_case),
    ),
    minus="minus",
    symbols={
        "+": "plus",
        "±": "plus minus",
        "&": "i",
        "=": "równa się",
        "%": "procent",
        "€": "euro",
        "$": "dolarów",
        "£": "funtów",
        "§": "paragraf",
        "#": "krzyżyk",
        "@": "małpa",
        "×": "razy",
        "÷": "podzielić na",
        "<": "mniejsze niż",
        ">": "większe niż",
        "°": "stopni",
        "*": "gwiazdka",
        ".": "kropka",
        "/": "ukośnik",
        "_": "podkreślenie",
    },
)

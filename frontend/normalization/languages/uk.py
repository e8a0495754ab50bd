"""Ukrainian."""

import re

from frontend.normalization.languages import slavic
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
from frontend.normalization.languages.number_words import library_words
from frontend.normalization.rule import Rule

_CASES = {
    "nom": "nominative",
    "gen": "genitive",
    "dat": "dative",
    "acc": "accusative",
    "ins": "instrumental",
    "loc": "locative",
}
_HARD = {
    "m": {"nom": "ий", "gen": "ого", "dat": "ому", "acc": "ий", "ins": "им", "loc": "ому"},
    "f": {"nom": "а", "gen": "ої", "dat": "ій", "acc": "у", "ins": "ою", "loc": "ій"},
    "n": {"nom": "е", "gen": "ого", "dat": "ому", "acc": "е", "ins": "им", "loc": "ому"},
    "p": {"nom": "і", "gen": "их", "dat": "им", "acc": "і", "ins": "ими", "loc": "их"},
}
_SOFT = {
    "m": {"nom": "ій", "gen": "ього", "dat": "ьому", "acc": "ій", "ins": "ім", "loc": "ьому"},
    "f": {"nom": "я", "gen": "ьої", "dat": "ій", "acc": "ю", "ins": "ьою", "loc": "ій"},
    "n": {"nom": "є", "gen": "ього", "dat": "ьому", "acc": "є", "ins": "ім", "loc": "ьому"},
    "p": {"nom": "і", "gen": "іх", "dat": "ім", "acc": "і", "ins": "іми", "loc": "іх"},
}
_GOVERNED = {
    **dict.fromkeys("до від без після близько біля протягом менше більше із з зі серед крім для".split(), "gen"),
    **dict.fromkeys("на за через про в у понад".split(), "acc"),
}
_ENDINGS = {"ах": "loc", "ях": "loc", "ами": "ins", "ями": "ins", "ьми": "ins", "ам": "dat", "ям": "dat"}
_FEMININE_PLURAL = re.compile(
    r"жінки|дівчини|дівчинки|години|хвилини|секунди|тонни|гривні|копійки|особи|книги|книжки|сторінки|країни|області|"
    r"партії|компанії|родини|сім'ї|ночі|зміни|ракети|машини|групи|команди|нагороди|медалі|перемоги|поразки|спроби|"
    r"причини|мови|школи|лікарні|квартири|кімнати|вулиці|дороги|картини|пісні|частини|сторони|тисячі|сестри|доньки|"
    r"дочки|чашки|ложки|пляшки|зірки|людини|дитини|статті|угоди|заяви|атаки|бомби|вистави|гри|ігри|думки|.*(?:ції|сії|ості|ниці|зії)"
)
_NEUTER = re.compile(r".*(?:[оеє]|[нтлдз][нтлдз]я)|дитя|ім'я|плем'я")
_FEMININE = re.compile(r".*[ая]|ніч|річ|.*ість|область|частка|подорож|осінь|сіль|мить|путь|тінь")


def _cardinal(value: int, form: Form) -> str:
    gender = "feminine" if form.gender == "f" else "masculine"
    spoken = library_words(value, "uk", case=_CASES[form.case], gender=gender)
    spoken = re.sub(r"(двох|трьох|чотирьох|п'яти|шести|семи|восьми|дев'яти)ста\b", r"\1сот", spoken)
    if form.gender == "n" and form.case in ("nom", "acc"):
        spoken = re.sub(r"\bодин$", "одне", spoken)
    return spoken


def _ordinal(value: int, form: Form) -> str:
    spoken = (
        "нульовий"
        if value == 0
        else library_words(value, "uk", "ordinal").removeprefix("одна ").replace("двохтисяч", "двотисяч")
    )
    gender = form.gender or "m"
    endings = _SOFT if spoken.endswith("ій") else _HARD
    return spoken[:-2] + endings[gender][form.case]


def _agreement(number: int, around: Context) -> Form:
    case = slavic.case_of(around, _GOVERNED, _ENDINGS)
    following = around.word_after.lower()
    last, teen = number % 10, number % 100 // 10 == 1
    if teen or not following:
        return Form("", case)
    if last == 1 and following.endswith(("у", "ю")):  # 41 ракету
        return Form("f", "acc")
    if last == 1:
        gender = "n" if _NEUTER.fullmatch(following) else "f" if _FEMININE.fullmatch(following) else "m"
        return Form(gender, case)
    return Form("f" if last == 2 and _FEMININE_PLURAL.fullmatch(following) else "", case)


def _date(language: Language, date: Date, around: Context) -> str:
    form = Form("n", "acc") if around.word_before in ("на", "по") else Form("m", "gen")
    spoken = f"{_ordinal(date.day, form)} {language.months[date.month - 1]}"
    if date.year is None:
        return spoken
    named = re.match(r"\s?р(?:оку|\.)", around.after)
    return f"{spoken} {_ordinal(date.year, Form('m', 'gen'))}{' року' if date.in_figures and not named else ''}"


def _time(language: Language, time: Time, around: Context) -> str:
    del language
    case = {"о": "loc", "об": "loc", "на": "acc", "за": "acc"}.get(
        around.word_before, _GOVERNED.get(around.word_before, "nom")
    )
    hour = _ordinal(time.hour, Form("f", case))
    if not time.minute:
        return hour
    return f"{hour} {'нуль ' if time.minute < 10 else ''}{_cardinal(time.minute, Form())}"


def _ordinal_number(value: int, mark: str, around: Context) -> str | None:
    suffix = mark.removeprefix("-")
    preferred = "loc" if around.word_before in ("в", "у", "на", "о", "об", "при") else "nom"
    spoken = slavic.by_suffix(value, suffix, _ordinal, preferred)
    if spoken:
        return spoken
    cardinal = slavic.cardinal_by_suffix(value, suffix, _cardinal)  # 5-ти
    if cardinal:
        return cardinal
    return _compound(value) + suffix if len(suffix) > 3 else None


def _compound(value: int) -> str:
    """The first part of an adjective: 5-річний -> п'ятирічний."""
    return {1: "одно", 2: "дво", 3: "три", 4: "чотири", 100: "сто"}.get(value) or _cardinal(
        value, Form("", "gen")
    ).replace(" ", "")


_NAMES = slavic.declined_names(
    """Людовик| Карл| Генріх| Едуард| Георг| Вільгельм| Фрідріх| Олександр| Іван| Ян| Філіп| Рамзес| Річард| Йосиф|
    Бенедикт| Пій| Лев| Петр|о Павл|о Данил|о Людвіг| Франциск| Якоб| Мурад| Селім| Стефан| Болеслав| Владислав|
    Казимир| Сигізмунд| Генрік| Густав| Гаральд| Наполеон| Ярослав| Всеволод| Святослав| Юрій|""",
    {"а": "gen", "у": "dat", "ом": "ins", "ові": "loc", "я": "gen", "ю": "dat", "єм": "ins"},
) | {"Миколай": "nom", "Микола": "nom", "Миколи": "gen", "Миколі": "loc", "Юрія": "gen", "Пія": "gen", "Лева": "gen"}
_QUEENS = slavic.declined_names(
    "Єлизавет|а Катерин|а Ізабелл|а Маргарет|а Анн|а Христин|а Марі|я Вікторі|я",
    {"и": "gen", "і": "dat", "у": "acc", "ою": "ins", "ї": "gen", "ю": "acc"},
)


def _ruler(name: str, value: int, around: Context) -> str | None:
    del around
    form = slavic.ruler_form(name, _NAMES, _QUEENS)
    return _ordinal(value, form) if form else None


_FOLLOWING = (
    (re.compile(r"століття|тисячоліття"), Form("n", "nom")),
    (re.compile(r"столітті|тисячолітті|століттях"), Form("n", "loc")),
    (re.compile(r"століттям"), Form("n", "ins")),
    (re.compile(r"ст|стст"), Form("n", "gen")),
    (
        re.compile(r"(?:з'їзд|етап|квартал|курс|тур|канал|чемпіонат|конгрес|фестиваль|сезон|.*(?:ий|ій))"),
        Form("m", "nom"),
    ),
    (re.compile(r"кварталі|етапі|з'їзді|курсі|сезоні|турі|томі"), Form("m", "loc")),
    (re.compile(r".*(?:ого)|етапу|кварталу|з'їзду"), Form("m", "gen")),
    (re.compile(r".*(?:ова|на|ка)"), Form("f", "nom")),
    (re.compile(r".*(?:ої)"), Form("f", "gen")),
    (re.compile(r".*(?:ову|ню)"), Form("f", "acc")),
)


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    del mark
    for pattern, form in _FOLLOWING:
        if pattern.fullmatch(around.word_after):
            if around.word_after in ("століття", "тисячоліття") and around.word_before:
                form = Form("n", "gen")
            if around.word_after == "ст" and around.word_before in ("у", "в"):
                form = Form("n", "loc")
            return _ordinal(value, form)
    return None


def _year_case(name: str, around: Context) -> str:
    del name
    return "loc" if around.word_before in ("у", "в") else "gen"


LANGUAGE = Language(
    code="uk",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=slavic.tenths(
        noun("ціла|цілих|цілої|цілу", "f"),
        (
            noun("десята|десятих|десятої|десяту", "f"),
            noun("сота|сотих|сотої|соту", "f"),
            noun("тисячна|тисячних|тисячної|тисячну", "f"),
        ),
        "кома",
    ),
    agreement=_agreement,
    year=slavic.located_year(("у", "в"), _ordinal),
    plural=slavic.plural,
    percent=noun("відсоток|відсотки|відсотків|відсотка"),
    per_mille=noun("проміле"),
    currencies=currencies("""
        грн.|грн|₴|UAH = f гривня|гривні|гривень|гривні + f копійка|копійки|копійок|копійки
        коп.|коп = f копійка|копійки|копійок|копійки
        $|USD|дол.|дол = m долар|долари|доларів|долара + m цент|центи|центів|цента
        €|EUR|євро = m євро + m цент|центи|центів|цента
        £|GBP = m фунт|фунти|фунтів|фунта + m пенс|пенси|пенсів|пенса
        ¥|JPY = f єна|єни|єн|єни
        CHF = m франк|франки|франків|франка
        zł|PLN|зл. = m злотий|злоті|злотих|злотого + m грош|гроші|грошів|гроша
        ₽|RUB|руб. = m рубль|рублі|рублів|рубля + f копійка|копійки|копійок|копійки
        """),
    units=nouns("""
        км = m кілометр|кілометри|кілометрів|кілометра
        м = m метр|метри|метрів|метра
        см = m сантиметр|сантиметри|сантиметрів|сантиметра
        мм = m міліметр|міліметри|міліметрів|міліметра
        км^2|кв. км|кв.км = m квадратний кілометр|квадратні кілометри|квадратних кілометрів|квадратного кілометра
        м^2|кв. м|кв.м = m квадратний метр|квадратні метри|квадратних метрів|квадратного метра
        м^3|куб. м = m кубічний метр|кубічні метри|кубічних метрів|кубічного метра
        кг = m кілограм|кілограми|кілограмів|кілограма
        г = m грам|грами|грамів|грама
        мг = m міліграм|міліграми|міліграмів|міліграма
        т = f тонна|тонни|тонн|тонни
        ц = m центнер|центнери|центнерів|центнера
        л = m літр|літри|літрів|літра
        мл = m мілілітр|мілілітри|мілілітрів|мілілітра
        год.|год = f година|години|годин|години
        хв.|хв = f хвилина|хвилини|хвилин|хвилини
        с|сек.|сек = f секунда|секунди|секунд|секунди
        га = m гектар|гектари|гектарів|гектара
        °C|° C|°С|° С = m градус Цельсія|градуси Цельсія|градусів Цельсія|градуса Цельсія
        ° = m градус|градуси|градусів|градуса
        Вт = m ват|вати|ватів|вата
        кВт = m кіловат|кіловати|кіловатів|кіловата
        МВт = m мегават|мегавати|мегаватів|мегавата
        ГВт = m гігават|гігавати|гігаватів|гігавата
        кВт·год|кВт-год|кВтг = f кіловат-година|кіловат-години|кіловат-годин|кіловат-години
        В = m вольт|вольти|вольтів|вольта
        А = m ампер|ампери|амперів|ампера
        Гц = m герц|герци|герців|герца
        кГц = m кілогерц|кілогерци|кілогерців|кілогерца
        МГц = m мегагерц|мегагерци|мегагерців|мегагерца
        ГГц = m гігагерц|гігагерци|гігагерців|гігагерца
        КБ|Кб = m кілобайт|кілобайти|кілобайтів|кілобайта
        МБ|Мб = m мегабайт|мегабайти|мегабайтів|мегабайта
        ГБ|Гб|GB = m гігабайт|гігабайти|гігабайтів|гігабайта
        ТБ|Тб = m терабайт|терабайти|терабайтів|терабайта
        дБ = m децибел|децибели|децибелів|децибела
        к. с. = f кінська сила|кінські сили|кінських сил|кінської сили
        ккал = f кілокалорія|кілокалорії|кілокалорій|кілокалорії
        шт. = f штука|штуки|штук|штуки
        чол. = m чоловік|чоловіки|чоловік|чоловіка
        """),
    per={
        "год": "на годину",
        "г": "на годину",
        "с": "на секунду",
        "хв": "на хвилину",
        "м^2": "на квадратний метр",
        "км^2": "на квадратний кілометр",
        "кг": "на кілограм",
        "л": "на літр",
        "рік": "на рік",
        "добу": "на добу",
        "день": "на день",
        "кВт·год": "за кіловат-годину",
    },
    magnitudes=nouns("""
        тис.|тис = f тисяча|тисячі|тисяч|тисячі
        млн.|млн = m мільйон|мільйони|мільйонів|мільйона
        млрд.|млрд = m мільярд|мільярди|мільярдів|мільярда
        трлн.|трлн = m трильйон|трильйони|трильйонів|трильйона
        """),
    months=tuple("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()),
    short_months=numbered("січ=1 лют=2 бер=3 квіт=4 трав=5 черв=6 лип=7 серп=8 вер=9 жовт=10 лист=11 груд=12"),
    day_mark="(?:-го)?",
    date_to="до|по|та|і|й|або",
    date=_date,
    clocks=(
        Clock(mark="[:.]", lead="(?:о|об)"),
        Clock(
            mark="(?!)",
            lead="(?:о|об|до|після|з|від)",
            suffix=r"(?=\s(?:годин[иі]|ранку|вечора|дня|ночі)(?!\w))",
            bare_hours=True,
        ),
        Clock(mark=":"),
    ),
    time=_time,
    fractions=words("""
        1/2 = одна друга
        1/3 = одна третина
        2/3 = дві третини
        1/4 = одна чверть
        3/4 = три чверті
        1/5 = одна п'ята
        1/10 = одна десята
        """),
    ordinal_mark=r"-[а-яіїє]{1,12}(?![\w-])",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="розділ том частина глава книга дія стаття клас",
    roman_before=_roman_before,
    abbreviations=words("""
        і т. д. = і так далі
        та т. д. = та так далі
        і т. п. = і тому подібне
        та ін. = та інші
        ін. = інші
        т. зв. = так звані
        т. ч. = тому числі
        напр. = наприклад
        див. = дивись
        пор. = порівняй
        до н. е. = до нашої ери
        н. е. = нашої ери
        вул. = вулиця
        просп. = проспект
        пр-т = проспект
        бул. = бульвар
        пров. = провулок
        пл. = площа
        обл. = область
        р-н = район
        смт = селище міського типу
        проф. = професор
        акад. = академік
        доц. = доцент
        ім. = імені
        св. = святий
        о. = острів
        тел. = телефон
        бл. = близько
        прибл. = приблизно
        макс. = максимум
        мін. = мінімум
        зокр. = зокрема
        нар. = народився
        пом. = помер
        заст. = заступник
        ред. = редактор
        укр. = українською
        англ. = англійською
        """),
    may_end="і т. д.|та т. д.|і т. п.|т. д.|т. п.|та ін.|ін.|до н. е.|н. е.|обл.|грн.",
    before_numbers=words("""
        пн = понеділок
        вт = вівторок
        ср = середа
        чт = четвер
        пт = п'ятниця
        сб = субота
        нд = неділя
        № = номер
        No = номер
        стор. = сторінка
        с. = сторінка
        рис. = рисунок
        табл. = таблиця
        буд. = будинок
        кв. = квартира
        п. = пункт
        ч. = частина
        розд. = розділ
        """),
    before_names=words("""
        м. = місто
        с. = село
        р. = річка
        оз. = озеро
        п. = пан
        гр. = громадянин
        ст. = станція
        """),
    first_rules=(
        Rule(
            re.compile(r"(?<!\w)(?P<year>\d{2,4})\s?р\.(?!\w)"),
            slavic.before_era(r"\s?до н", _ordinal, "рік", slavic.spelled_out("year", "[УуВв]", "році", "року")),
        ),
        Rule(
            re.compile(r"(?<!\w)(?P<years>[\d–—-]+)\s?рр\.(?!\w)"),
            slavic.spelled_out("years", "[УуВв]", "роках", "роки"),
        ),
        Rule(
            re.compile(r"(?<!\w)(?P<roman>[IVXІХ]+)\s?ст\.(?!\w)"),
            slavic.spelled_out("roman", "[УуВв]", "столітті", "століття"),
        ),
        Rule(
            re.compile(r"(?<!\w)ст\.\s?(?P<n>\d{1,3})(?!\d)"),
            lambda match: f"стаття {_ordinal(int(match['n']), Form('f'))}",
        ),
        Rule(re.compile(r"(?<!\w)1/2 (?=[а-яіїє])"), lambda _: "пів "),
    ),
    rules=(
        Rule(
            re.compile(
                r"(?<![\w.,-])(?:(?P<first>\d{1,2})[-–])?(?P<last>\d{1,2})(?=\s(?:століття|столітті|тисячолітт))"
            ),
            slavic.centuries(_roman_before),
        ),
        *slavic.years(
            {
                "рік": "nom",
                "року": "gen",
                "році": "loc",
                "роком": "ins",
                "роки": "nom",
                "роках": "loc",
                "роками": "ins",
                "років": "gen",
            },
            _ordinal,
            _year_case,
            ("років",),
        ),
    ),
    minus="мінус",
    symbols={
        "+": "плюс",
        "±": "плюс-мінус",
        "&": "і",
        "=": "дорівнює",
        "%": "відсотків",
        "€": "євро",
        "$": "доларів",
        "£": "фунтів",
        "₴": "гривень",
        "№": "номер",
        "§": "параграф",
        "#": "решітка",
        "@": "равлик",
        "×": "на",
        "÷": "поділити на",
        "<": "менше ніж",
        ">": "більше ніж",
        "°": "градусів",
        "*": "зірочка",
        ".": "крапка",
        "/": "скісна риска",
        "_": "підкреслення",
    },
)

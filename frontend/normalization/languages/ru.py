"""Russian."""

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
from frontend.normalization.written_number import WrittenNumber

_CASES = {"nom": "n", "gen": "g", "dat": "d", "acc": "a", "ins": "i", "loc": "p"}
_GOVERNED = {
    **dict.fromkeys(
        "до от без после около течение менее более из с со для кроме свыше порядка старше младше".split(), "gen"
    ),
    **dict.fromkeys("на за через про в во по".split(), "acc"),
    "к": "dat",
    "ко": "dat",
}
_ENDINGS = {"ах": "loc", "ях": "loc", "ами": "ins", "ями": "ins", "ьми": "ins", "ам": "dat", "ям": "dat"}
_NEUTER = re.compile(r".*(?:[оеё]|мя)")
_FEMININE = re.compile(
    r".*[ая]|ночь|область|часть|дочь|жизнь|мысль|цель|роль|сеть|кость|дверь|степень|треть|тетрадь|.*ость"
)
_MASCULINE = set("мужчина дядя судья юноша дедушка папа".split())
_HOUR = noun("час|часа|часов|часа")


def _cardinal(value: int, form: Form) -> str:
    return library_words(value, "ru", case=_CASES[form.case], gender=form.gender or "m", animate=False)


def _ordinal(value: int, form: Form) -> str:
    gender = form.gender or "m"
    if gender == "p":
        return library_words(value, "ru", "ordinal", case=_CASES[form.case], plural=True, animate=False)
    spoken = library_words(value, "ru", "ordinal", case=_CASES[form.case], gender=gender, animate=False)
    return spoken.removeprefix("одна ")


def _agreement(number: int, around: Context) -> Form:
    case = slavic.case_of(around, _GOVERNED, _ENDINGS)
    following = around.word_after.lower()
    last, teen = number % 10, number % 100 // 10 == 1
    if teen or not following or following in _MASCULINE:
        return Form("", case)
    if last == 1 and following.endswith(("у", "ю")):  # 41 ракету
        return Form("f", "acc")
    if last == 1:
        gender = "n" if _NEUTER.fullmatch(following) else "f" if _FEMININE.fullmatch(following) else "m"
        return Form(gender, case)
    return Form("f" if last == 2 and following.endswith(("ы", "и")) else "", case)


def _date(language: Language, date: Date, around: Context) -> str:
    form = {"на": Form("n", "acc"), "по": Form("n", "acc"), "к": Form("n", "dat")}.get(
        around.word_before, Form("n", "gen")
    )
    spoken = f"{_ordinal(date.day, form)} {language.months[date.month - 1]}"
    if date.year is None:
        return spoken
    named = re.match(r"\s?г(?:ода|\.)", around.after)
    return f"{spoken} {_ordinal(date.year, Form('m', 'gen'))}{' года' if date.in_figures and not named else ''}"


def _time(language: Language, time: Time, around: Context) -> str:
    case = {"с": "gen", "со": "gen", "к": "dat"}.get(around.word_before, _GOVERNED.get(around.word_before, "nom"))
    case = "nom" if case in ("acc", "loc") else case
    if not time.minute:
        if case == "dat":
            return f"{_cardinal(time.hour, Form('m', case))} {'часу' if time.hour == 1 else 'часам'}"
        return language.counted(WrittenNumber(str(time.hour)), _HOUR, case)
    minute = f"{'ноль ' if time.minute < 10 else ''}{_cardinal(time.minute, Form('', case))}"
    return f"{_cardinal(time.hour, Form('', case))} {minute}"


def _ordinal_number(value: int, mark: str, around: Context) -> str | None:
    suffix = mark.removeprefix("-")
    preferred = "loc" if around.word_before in ("в", "во", "на", "о", "об", "при") else "nom"
    decade = value % 10 == 0 and value >= 20 and (not around.word_after or around.word_after.startswith("год"))
    spoken = slavic.by_suffix(value, suffix, _ordinal, preferred, "pmfn" if decade else "mfnp")
    if spoken:
        return spoken
    cardinal = slavic.cardinal_by_suffix(value, suffix, _cardinal)  # 5-ти
    if cardinal:
        return cardinal
    return _compound(value) + suffix if len(suffix) > 3 else None


def _compound(value: int) -> str:
    """The first part of an adjective: 5-летний -> пятилетний."""
    return {1: "одно", 90: "девяносто", 100: "сто"}.get(value) or _cardinal(value, Form("", "gen")).replace(" ", "")


_KINGS = slavic.declined_names(
    """Людовик| Карл| Генрих| Эдуард| Георг| Вильгельм| Фридрих| Александр| Иван| Ян| Филипп| Рамзес| Ричард| Иосиф|
    Бенедикт| Франциск| Яков| Мурад| Селим| Стефан| Болеслав| Владислав| Казимир| Сигизмунд| Густав| Харальд|
    Наполеон| Ярослав| Святослав| Константин| Пётр| Петр| Павел| Павл| Михаил| Фёдор| Федор| Леопольд| Альберт|""",
    {"а": "gen", "у": "dat", "ом": "ins", "е": "loc"},
) | {
    **dict.fromkeys(("Николай", "Пий", "Лев", "Юрий", "Василий", "Дмитрий", "Алексей"), "nom"),
    **dict.fromkeys(("Николая", "Пия", "Льва", "Юрия", "Василия", "Дмитрия", "Алексея"), "gen"),
    **dict.fromkeys(("Николае", "Василии", "Дмитрии", "Алексее"), "loc"),
    **dict.fromkeys(("Николаю", "Василию", "Дмитрию", "Алексею"), "dat"),
    **dict.fromkeys(("Николаем", "Василием", "Дмитрием", "Алексеем"), "ins"),
}
_QUEENS = slavic.declined_names(
    "Елизавет|а Екатерин|а Изабелл|а Маргарет|а Анн|а Христин|а Мари|я Виктори|я",
    {"ы": "gen", "е": "dat", "у": "acc", "ой": "ins", "и": "gen", "ю": "acc"},
)


def _ruler(name: str, value: int, around: Context) -> str | None:
    del around
    form = slavic.ruler_form(name, _KINGS, _QUEENS)
    return _ordinal(value, form) if form else None


_FOLLOWING = (
    (
        re.compile(r"век|съезд|этап|квартал|курс|тур|канал|чемпионат|конгресс|фестиваль|сезон|.*(?:ый|ий)"),
        Form("m", "nom"),
    ),
    (re.compile(r"века|вв|этапа|квартала|съезда|тысячелетия|.*(?:ого|его)"), Form("m", "gen")),
    (re.compile(r"веке|веках|тысячелетии|съезде|квартале"), Form("m", "loc")),
    (re.compile(r"веком"), Form("m", "ins")),
    (re.compile(r"веку"), Form("m", "dat")),
    (re.compile(r"тысячелетие|.*ое"), Form("n", "nom")),
    (re.compile(r".*(?:ая|яя)"), Form("f", "nom")),
    (re.compile(r".*(?:ой|ей)"), Form("f", "gen")),
    (re.compile(r".*(?:ую|юю)"), Form("f", "acc")),
)


def _roman_before(value: int, mark: str, around: Context) -> str | None:
    del mark
    for pattern, form in _FOLLOWING:
        if pattern.fullmatch(around.word_after):
            return _ordinal(value, form)
    return None


def _year_case(name: str, around: Context) -> str:
    del name
    return "dat" if around.word_before in ("к", "по") else "loc"


def _from_year(match: re.Match[str]) -> str:
    return f"{match['from']} {_ordinal(int(match['year']), Form('m', 'gen'))}"


LANGUAGE = Language(
    code="ru",
    cardinal=_cardinal,
    ordinal=_ordinal,
    decimal=slavic.tenths(
        noun("целая|целых|целой|целую", "f"),
        (
            noun("десятая|десятых|десятой|десятую", "f"),
            noun("сотая|сотых|сотой|сотую", "f"),
            noun("тысячная|тысячных|тысячной|тысячную", "f"),
        ),
        "запятая",
    ),
    agreement=_agreement,
    year=slavic.located_year(("в", "во"), _ordinal),
    plural=slavic.plural,
    percent=noun("процент|процента|процентов|процента"),
    per_mille=noun("промилле"),
    currencies=currencies("""
        руб.|руб|₽|RUB = m рубль|рубля|рублей|рубля + f копейка|копейки|копеек|копейки
        коп.|коп = f копейка|копейки|копеек|копейки
        грн.|грн|₴|UAH = f гривна|гривны|гривен|гривны + f копейка|копейки|копеек|копейки
        $|USD|долл.|долл = m доллар|доллара|долларов|доллара + m цент|цента|центов|цента
        €|EUR|евро = m евро + m цент|цента|центов|цента
        £|GBP = m фунт|фунта|фунтов|фунта + m пенс|пенса|пенсов|пенса
        ¥|JPY = f иена|иены|иен|иены
        CHF = m франк|франка|франков|франка
        zł|PLN = m злотый|злотых|злотых|злотого + m грош|гроша|грошей|гроша
        """),
    units=nouns("""
        км = m километр|километра|километров|километра
        м = m метр|метра|метров|метра
        см = m сантиметр|сантиметра|сантиметров|сантиметра
        мм = m миллиметр|миллиметра|миллиметров|миллиметра
        км^2|кв. км|кв.км = m квадратный километр|квадратных километра|квадратных километров|квадратного километра
        м^2|кв. м|кв.м = m квадратный метр|квадратных метра|квадратных метров|квадратного метра
        м^3|куб. м = m кубический метр|кубических метра|кубических метров|кубического метра
        кг = m килограмм|килограмма|килограммов|килограмма
        г = m грамм|грамма|граммов|грамма
        мг = m миллиграмм|миллиграмма|миллиграммов|миллиграмма
        т = f тонна|тонны|тонн|тонны
        ц = m центнер|центнера|центнеров|центнера
        л = m литр|литра|литров|литра
        мл = m миллилитр|миллилитра|миллилитров|миллилитра
        ч.|ч = m час|часа|часов|часа
        мин.|мин = f минута|минуты|минут|минуты
        с|сек.|сек = f секунда|секунды|секунд|секунды
        га = m гектар|гектара|гектаров|гектара
        °C|° C|°С|° С = m градус Цельсия|градуса Цельсия|градусов Цельсия|градуса Цельсия
        ° = m градус|градуса|градусов|градуса
        Вт = m ватт|ватта|ватт|ватта
        кВт = m киловатт|киловатта|киловатт|киловатта
        МВт = m мегаватт|мегаватта|мегаватт|мегаватта
        ГВт = m гигаватт|гигаватта|гигаватт|гигаватта
        кВт·ч|кВт-ч = m киловатт-час|киловатт-часа|киловатт-часов|киловатт-часа
        В = m вольт|вольта|вольт|вольта
        А = m ампер|ампера|ампер|ампера
        Гц = m герц|герца|герц|герца
        кГц = m килогерц|килогерца|килогерц|килогерца
        МГц = m мегагерц|мегагерца|мегагерц|мегагерца
        ГГц = m гигагерц|гигагерца|гигагерц|гигагерца
        КБ|Кб = m килобайт|килобайта|килобайт|килобайта
        МБ|Мб = m мегабайт|мегабайта|мегабайт|мегабайта
        ГБ|Гб|GB = m гигабайт|гигабайта|гигабайт|гигабайта
        ТБ|Тб = m терабайт|терабайта|терабайт|терабайта
        дБ = m децибел|децибела|децибел|децибела
        л. с. = f лошадиная сила|лошадиные силы|лошадиных сил|лошадиной силы
        ккал = f килокалория|килокалории|килокалорий|килокалории
        шт. = f штука|штуки|штук|штуки
        чел. = m человек|человека|человек|человека
        """),
    per={
        "ч": "в час",
        "час": "в час",
        "с": "в секунду",
        "мин": "в минуту",
        "м^2": "на квадратный метр",
        "км^2": "на квадратный километр",
        "кг": "на килограмм",
        "л": "на литр",
        "год": "в год",
        "сутки": "в сутки",
        "день": "в день",
    },
    magnitudes=nouns("""
        тыс.|тыс = f тысяча|тысячи|тысяч|тысячи
        млн.|млн = m миллион|миллиона|миллионов|миллиона
        млрд.|млрд = m миллиард|миллиарда|миллиардов|миллиарда
        трлн.|трлн = m триллион|триллиона|триллионов|триллиона
        """),
    months=tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()),
    short_months=numbered("янв=1 фев=2 мар=3 апр=4 июн=6 июл=7 авг=8 сент=9 сен=9 окт=10 нояб=11 ноя=11 дек=12"),
    day_mark="(?:-го|-е)?",
    date_to="по|до|и|или",
    date=_date,
    clocks=(
        Clock(mark="[:.]", lead="(?:в|во)"),
        Clock(mark=":"),
    ),
    time=_time,
    fractions=words("""
        1/2 = одна вторая
        1/3 = одна треть
        2/3 = две трети
        1/4 = одна четверть
        3/4 = три четверти
        1/5 = одна пятая
        1/10 = одна десятая
        """),
    ordinal_mark=r"-[а-яё]{1,12}(?![\w-])",
    ordinal_number=_ordinal_number,
    ruler=_ruler,
    chapters="глава том часть раздел книга действие статья класс",
    roman_before=_roman_before,
    abbreviations=words("""
        и т. д. = и так далее
        и т. п. = и тому подобное
        и др. = и другие
        и пр. = и прочее
        т. е. = то есть
        т. к. = так как
        т. н. = так называемые
        т. ч. = том числе
        напр. = например
        см. = смотри
        ср. = сравни
        до н. э. = до нашей эры
        н. э. = нашей эры
        ул. = улица
        просп. = проспект
        пр-т = проспект
        бул. = бульвар
        пер. = переулок
        пл. = площадь
        обл. = область
        р-н = район
        проф. = профессор
        акад. = академик
        доц. = доцент
        им. = имени
        св. = святой
        тел. = телефон
        ок. = около
        прибл. = приблизительно
        макс. = максимум
        мин. = минимум
        род. = родился
        ум. = умер
        зам. = заместитель
        ред. = редактор
        англ. = английский
        чел. = человек
        """),
    may_end="и т. д.|и т. п.|т. д.|т. п.|и др.|и пр.|др.|пр.|до н. э.|н. э.|обл.|руб.",
    before_numbers=words("""
        пн = понедельник
        вт = вторник
        ср = среда
        чт = четверг
        пт = пятница
        сб = суббота
        вс = воскресенье
        № = номер
        No = номер
        стр. = страница
        с. = страница
        рис. = рисунок
        табл. = таблица
        д. = дом
        кв. = квартира
        п. = пункт
        ч. = часть
        гл. = глава
        """),
    before_names=words("""
        г. = город
        гор. = город
        с. = село
        д. = деревня
        о. = остров
        р. = река
        оз. = озеро
        пр. = проспект
        гр. = гражданин
        ст. = станция
        """),
    first_rules=(
        Rule(
            re.compile(r"(?<!\w)(?P<year>\d{2,4})\s?г\.(?!\w)(?=\s?(?:[а-яё]|[^\w\s]|$|до н))"),
            slavic.before_era(r"\s?до н", _ordinal, "год", slavic.spelled_out("year", "[вВкК]о?", "году", "года")),
        ),
        Rule(
            re.compile(r"(?<!\w)(?P<years>[\d–—-]+)\s?гг\.(?!\w)"), slavic.spelled_out("years", "[Вв]", "годах", "годы")
        ),
        Rule(
            re.compile(r"(?<!\w)(?P<roman>[IVXХ]+)\s?вв?\.(?!\w)"), slavic.spelled_out("roman", "[вВ]", "веке", "века")
        ),
        Rule(
            re.compile(r"(?<!\w)ст\.\s?(?P<n>\d{1,3})(?!\d)"),
            lambda match: f"статья {_ordinal(int(match['n']), Form('f'))}",
        ),
        Rule(re.compile(r"(?<!\w)1/2 (?=[а-яё])"), lambda _: "пол "),
        Rule(re.compile(r"(?<!\w)(?P<from>[сС])\s(?P<year>[12]\d{3})(?=\s(?:по|до)\s[12]\d{3})"), _from_year),
    ),
    rules=(
        Rule(
            re.compile(r"(?<![\w.,-])(?:(?P<first>1\d|2[01])[-–])?(?P<last>1\d|2[01])(?=\sвек(?!ов))"),
            slavic.centuries(_roman_before),
        ),
        *slavic.years(
            {
                "год": "nom",
                "года": "gen",
                "году": "",
                "годом": "ins",
                "годы": "nom",
                "годах": "loc",
                "годов": "gen",
                "годами": "ins",
            },
            _ordinal,
            _year_case,
        ),
    ),
    minus="минус",
    symbols={
        "+": "плюс",
        "±": "плюс-минус",
        "&": "и",
        "=": "равно",
        "%": "процентов",
        "€": "евро",
        "$": "долларов",
        "£": "фунтов",
        "₽": "рублей",
        "№": "номер",
        "§": "параграф",
        "#": "решётка",
        "@": "собака",
        "×": "на",
        "÷": "разделить на",
        "<": "меньше",
        ">": "больше",
        "°": "градусов",
        "*": "звёздочка",
        ".": "точка",
        "/": "косая черта",
        "_": "подчёркивание",
    },
)

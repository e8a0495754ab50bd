"""What Ukrainian, Russian and Polish share: four forms of a noun, cases by the neighbouring words, tenths."""

import re
from collections.abc import Callable, Iterable, Mapping

from frontend.normalization.languages.language import Context, Form, Language, Noun, context, is_said_as_one
from frontend.normalization.rule import Rule
from frontend.normalization.written_number import WrittenNumber

_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")


def plural(number: WrittenNumber, case: str, *, one_in_compounds: bool = True) -> int:
    """Return which form of a noun follows a number: after 1, after 2 to 4, after others, after a fraction.

    In the genitive the third follows any number but one, the fourth (a singular) one.

    Args:
        one_in_compounds: whether 21 is followed by what 1 is.
    """
    if number.fraction:
        return 3
    value = int(number.whole)
    is_one = value == 1 or (one_in_compounds and value % 10 == 1 and value % 100 != 11)
    if case == "gen":
        return 3 if is_one else 2
    if is_one:
        return 0
    return 1 if value % 10 in (2, 3, 4) and value % 100 // 10 != 1 else 2


def case_of(around: Context, governed: Mapping[str, str], endings: Mapping[str, str]) -> str:
    """Return the case of a number: by the ending of the noun after it, else by the preposition before it."""
    following = around.word_after.lower()
    for ending, case in endings.items():
        if following.endswith(ending) and len(following) >= len(ending) + 2:
            return case
    if around.word_before.endswith(("их", "ых", "ych", "ich")) and len(around.word_before) > 4:
        return "gen"  # перших 4 місяців
    return governed.get(around.word_before, "nom")


def by_suffix(
    value: int, suffix: str, ordinal: Callable[[int, Form], str], preferred: str, genders: str = "mfnp"
) -> str | None:
    """Return the ordinal that ends as is written behind its figures: 5-го -> "п'ятого"; None if none does."""
    found = [
        (case, spoken)
        for gender in genders
        for case in _CASES
        if (spoken := ordinal(value, Form(gender, case))).endswith(suffix)
    ]
    return next((spoken for case, spoken in found if case == preferred), found[0][1] if found else None)


def cardinal_by_suffix(value: int, suffix: str, cardinal: Callable[[int, Form], str]) -> str | None:
    """Return the cardinal that ends as is written behind its figures: 15-ма -> "п'ятнадцятьма"."""
    forms = (cardinal(value, Form("", case)) for case in _CASES)
    return next((spoken for spoken in forms if spoken.endswith(suffix)), None)


def tenths(whole: Noun, parts: tuple[Noun, ...], mark: str) -> Callable[[Language, WrittenNumber, Form], str]:
    """`3,5` -> "три цілих п'ять десятих"; finer than the parts there are names for, digit by digit.

    Args:
        whole: "ціла", "цілих" with the genitive and the accusative.
        parts: tenth, hundredth, thousandth in the same forms.
        mark: the name of the mark, where there are more digits.
    """

    def read(language: Language, number: WrittenNumber, form: Form) -> str:
        digits = number.fraction
        if len(digits) > len(parts) or not is_said_as_one(number.whole):
            return f"{language.whole(number.whole, Form())} {mark} {language.digits(digits)}"
        part = _part(language, int(digits), parts[len(digits) - 1], form)
        return f"{_part(language, int(number.whole), whole, form)} {part}"

    return read


def _part(language: Language, value: int, part: Noun, form: Form) -> str:
    """One of whose forms: nominative one, many, genitive one, accusative one."""
    case = form.case if form.case in ("gen", "acc") else "nom"
    one = value % 10 == 1 and value % 100 != 11
    name = part.forms[{"nom": 0, "gen": 2, "acc": 3}[case] if one else 1]
    return f"{language.cardinal(value, Form('f', case))} {name}"


def years(
    names: Mapping[str, str],
    ordinal: Callable[[int, Form], str],
    case_before: Callable[[str, Context], str],
    counted: Iterable[str] = (),
) -> Iterable[Rule]:
    """Yield the rules for years before the word for "year", which tells their case.

    Args:
        names: the word in its forms, and the case each stands for; "" where `case_before` decides.
        counted: forms that follow a count of years too, so that they are years only after two of them.
    """
    forms = "|".join(sorted(map(re.escape, names), key=len, reverse=True))

    def read(match: re.Match[str]) -> str | None:
        around = context(match)
        if match["name"] in counted and not match["first"]:
            return None  # 1000 років
        case = names[match["name"]] or case_before(match["name"], around)
        spoken = [ordinal(int(match[end]), Form("m", case)) for end in ("first", "year") if match[end]]
        return f"{' '.join(spoken)} {match['name']}"

    yield Rule(
        re.compile(
            rf"(?<![\w.,:/-])(?:(?P<first>[1-9]\d{{2,3}})\s?[-–—]\s?)?(?P<year>[1-9]\d{{2,3}})\s(?P<name>{forms})(?!\w)"
        ),
        read,
    )


def located_year(
    prepositions: Iterable[str], ordinal: Callable[[int, Form], str]
) -> Callable[[int, Context], str | None]:
    """Return a reader of years that stand by themselves after "in": "в 2021" -> "в две тысячи двадцать первом"."""

    def read(value: int, around: Context) -> str | None:
        by_itself = re.match(r"\s*(?:$|[,;!?)]|\.(?!\d))", around.after)
        is_year = 1000 <= value <= 2100 and around.word_before in prepositions and by_itself
        return ordinal(value, Form("m", "loc")) if is_year else None

    return read


def ruler_form(name: str, kings: Mapping[str, str], queens: Mapping[str, str]) -> Form | None:
    """Return the form of a ruler's number, by the form of the name; None for a name that is no ruler's.

    Args:
        kings, queens: stems of names and, for each ending of the declension, the case.
    """
    for gender, table in (("m", kings), ("f", queens)):
        if name in table:
            return Form(gender, table[name])
    return None


def declined_names(stems: str, endings: Mapping[str, str]) -> dict[str, str]:
    """Return every form of the names of a table with its case: stems with a stroke before their nominative ending."""
    table = {}
    for entry in stems.split():
        stem, _, ending = entry.partition("|")
        table.update({stem + other: case for other, case in endings.items()})
        table[stem + ending] = "nom"
    return table


def spelled_out(group: str, before: str, located: str, elsewhere: str) -> Callable[[re.Match[str]], str]:
    """Return what reads a unit behind a number, as one of its forms: "в 90-х гг." -> "в 90-х годах".

    Args:
        group: of the match, that is the number.
        before: a pattern of the prepositions that the form `located` follows; any other follows anything else.
    """
    preposition = re.compile(rf"(?<!\w)(?:{before})\s$")

    def read(match: re.Match[str]) -> str:
        return f"{match[group]} {located if preposition.search(context(match).before) else elsewhere}"

    return read


def before_era(
    pattern: str, ordinal: Callable[[int, Form], str], noun: str, otherwise: Callable[[re.Match[str]], str]
) -> Callable[[re.Match[str]], str]:
    """Return what reads a year before the common era, which `pattern` then follows, as an ordinal: "44 г. до н. э."."""

    def read(match: re.Match[str]) -> str:
        if re.match(pattern, context(match).after):
            return f"{ordinal(int(match['year']), Form())} {noun}"
        return otherwise(match)

    return read


def centuries(century: Callable[[int, str, Context], str | None]) -> Callable[[re.Match[str]], str | None]:
    """Return what reads centuries in figures, `first` to `last`, as it reads one in roman numerals."""

    def read(match: re.Match[str]) -> str | None:
        around = context(match)
        spoken = [century(int(match[end]), "", around) for end in ("first", "last") if match[end]]
        return " ".join(filter(None, spoken)) or None

    return read

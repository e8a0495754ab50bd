"""Numbers in English words, American style: no "and", no hyphens, no commas."""

import re

NUMBER = r"(?:(?:\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?!\d)"  # 1,50,000 as in India
MAGNITUDES = {
    "k": "thousand",
    "thousand": "thousand",
    "m": "million",
    "mm": "million",
    "mn": "million",
    "mln": "million",
    "million": "million",
    "b": "billion",
    "bn": "billion",
    "bln": "billion",
    "billion": "billion",
    "t": "trillion",
    "tn": "trillion",
    "trn": "trillion",
    "trillion": "trillion",
}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LONGEST_NAMED = 18  # digits; beyond this, nobody follows "quintillion": the digits are read one by one


def cardinal(value: int) -> str:
    """`105` -> "one hundred five"."""
    return _plain(_words(value)) if value < 10**_LONGEST_NAMED else digits(str(value))


def ordinal(value: int) -> str:
    """`21` -> "twenty first"."""
    return _plain(_words(value, "ordinal")) if value < 10**_LONGEST_NAMED else f"{digits(str(value))}th"


def digits(text: str, zero: str = "zero") -> str:
    """`"404"` -> "four zero four"; anything but a digit is passed over."""
    return " ".join(
        zero if character == "0" else _DIGITS[int(character)] for character in text if character.isdecimal()
    )


def number(text: str) -> str:
    """A number as written, with thousands commas and decimals: `"1,234.50"`, `".5"`, `"007"`, `"3"`."""
    whole, _, fraction = text.replace(",", "").partition(".")
    if fraction:
        point = f"point {digits(fraction)}"
        return f"{number(whole)} {point}" if whole else point
    if len(whole) > 1 and whole.startswith("0"):
        return digits(whole)
    return cardinal(int(whole))


def is_one(text: str) -> bool:
    """Whether what follows this number, as written, stands in the singular."""
    return text == "1"


def is_adjective(text: str, start: int) -> bool:
    """Whether the amount at `start` describes a noun ("a $20 bill", "a 5 km run"): its unit stays in the singular."""
    return re.search(r"\b[Aa]n?\s$", text[max(0, start - 4) : start]) is not None


def year(value: int) -> str:
    """`1984` -> "nineteen eighty four", `1905` -> "nineteen oh five", `2005` -> "two thousand five"."""
    century, rest = divmod(value, 100)
    if not 1000 <= value <= 9999 or value % 1000 < 10 or (rest == 0 and century % 10 == 0):
        return cardinal(value)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def short_year(two_digits: str) -> str:
    """`"85"` -> "eighty five", `"05"` -> "oh five"."""
    value = int(two_digits)
    return cardinal(value) if value >= 10 else f"oh {cardinal(value)}"


def plural(words: str) -> str:
    """The plural of spoken number words: "nineteen eighty" -> "nineteen eighties", "six" -> "sixes"."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("x", "s")) else f"{words}s"


def pairs(text: str) -> str:
    """A house, flight or model number, two digits at a time from the right: `"1600"` -> "sixteen hundred"."""
    if len(text) not in (3, 4) or text.startswith("0"):
        return number(text)
    head, tail = int(text[:-2]), int(text[-2:])
    if tail == 0:
        return cardinal(head * 100) if head % 10 == 0 else f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {short_year(text[-2:])}"


def _words(value: int, form: str = "cardinal") -> str:
    from num2words import num2words  # 50 ms: only a text with numbers pays

    return str(num2words(value, to=form))


def _plain(words: str) -> str:
    return re.sub(r"\band ", "", words.replace("-", " ").replace(",", ""))

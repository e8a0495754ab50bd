"""Unicode before anything else: characters that cannot be spoken made harmless, look-alikes made one."""

import re
import unicodedata

REPLACEMENT = "�"

_TERMINAL_CODE = re.compile(r"\x1b\[[0-9;?]{0,16}[A-Za-z]")
_CONTROLS_AND_SPACES = re.compile(r"[^\S\n]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNSPEAKABLE_CATEGORIES = ("Cs", "Co", "Cn")  # surrogates, private use, unassigned
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SUPERSCRIPT = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_NUMBER_SIGN = re.compile("(?<=[nN])º(?=\\s?\\d)")  # "nº 5" is not "no 5"
_VULGAR_FRACTION = re.compile("(?<=\\d)\\s?(?=[¼-¾⅐-⅞])")
_STRESS_MARK = r"(?<=[аеиіоуяюєїёыэАЕИІОУЯЮЄЇЁЫЭ])\u0301(?![\u0300-\u036f])"
_COMBINING_RUN = re.compile(rf"(?!{_STRESS_MARK})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]+")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ´`′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒−﹣－", "-"),
        **dict.fromkeys("―⸺⸻﹘", "—"),
        "⁄": "/",
        "∕": "/",
        "™": " trademark ",
        "℠": " service mark ",
        "℡": " telephone ",
        "㏑": "ln",
        "。": ". ",
        "．": ".",
        "、": ", ",
        "，": ", ",
        "！": "! ",
        "？": "? ",
        "；": "; ",
        "：": ": ",
        "…": "...",
        "⋯": "...",
    }
)


def sanitise(text: str) -> str:
    """Return a text of the same length in which every character can be encoded and none controls a terminal.

    Control characters, terminal colours and odd spaces become a space (a line break stays); what has no meaning
    outside one computer (lone surrogates, private use, unassigned) becomes U+FFFD, read as "unknown symbol".
    """
    text = _TERMINAL_CODE.sub(lambda match: " " * len(match.group()), text)
    text = _CONTROLS_AND_SPACES.sub(" ", text.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    if text.isascii():
        return text
    return "".join(
        REPLACEMENT
        if ord(character) > 0x7F and unicodedata.category(character) in _UNSPEAKABLE_CATEGORIES
        else character
        for character in text
    )


def canonical(text: str) -> str:
    """Return the text with one form for each character: NFKC, straight quotes, plain hyphens, no invisible marks.

    Superscripts keep their meaning (`m²` -> `m^2`), as do vulgar fractions (`3½` -> `3 1/2`). Combining marks that
    do not compose with their letter ("zalgo") are dropped: the letter is what is read. A stress mark on a Cyrillic
    vowel stays.
    """
    if text.isascii():
        return text.replace("`", "'")
    text = _SUPERSCRIPT.sub(lambda match: "^" + unicodedata.normalize("NFKC", match.group()), text.translate(_UNIFIED))
    text = _NUMBER_SIGN.sub("°", text)
    text = unicodedata.normalize("NFKC", _VULGAR_FRACTION.sub(" ", text)).translate(_UNIFIED)
    text = _COMBINING_RUN.sub("", _INVISIBLE.sub("", text))
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match.group())), text)

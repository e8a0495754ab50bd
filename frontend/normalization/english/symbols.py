"""Symbols and emoji: what is said for a mark that is neither a letter, a digit nor punctuation."""

import re
import unicodedata
from typing import Any

from frontend.normalization.english.numbers import digits
from frontend.normalization.english.rule import Rule

_NAMES = {
    "&": "and",
    "@": "at",
    "%": "percent",
    "‰": "per mille",
    "+": "plus",
    "=": "equals",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "<": "less than",
    ">": "greater than",
    "°": "degrees",
    "#": "hash",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "¢": "cent",
    "₴": "hryvnia",
    "₹": "rupee",
    "©": "copyright",
    "®": "registered",
    "§": "section",
    "¶": "paragraph",
    "^": "caret",
    "_": "underscore",
    "\\": "backslash",
    "/": "slash",
    "|": "vertical bar",
    "~": "tilde",
    "*": "asterisk",
    "→": "right arrow",
    "←": "left arrow",
    "↑": "up arrow",
    "↓": "down arrow",
    "⇒": "implies",
    "∞": "infinity",
    "√": "square root",
    "∑": "sum",
    "∫": "integral",
    "∂": "partial",
    "∈": "in",
    "∪": "union",
    "∩": "intersection",
    "µ": "micro",
    "\N{REPLACEMENT CHARACTER}": "unknown symbol",
}
_GREEK = re.compile(r"(?<![^\W\d_])[Α-Ωα-ωϕϑ](?![^\W\d_])")
_DECORATION = re.compile(r"([^\w\s.!?,])\1{2,}")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)")


def _greek(match: re.Match[str]) -> str:
    name = unicodedata.name(match.group()).rsplit("LETTER ", 1)[-1].split(" WITH")[0].lower()
    return name.replace("lamda", "lambda")


def _symbol(match: re.Match[str]) -> str:
    symbol = match.group()
    return f" {_NAMES.get(symbol) or _unicode_name(symbol)} "


def _unicode_name(symbol: str) -> str:
    name = unicodedata.name(symbol, "unknown symbol").lower().replace("-", " ")
    return re.sub(r"\d+", lambda match: digits(match.group()), name)


def read_emoji(text: str) -> str:
    """Return the text with each emoji replaced by its Unicode (CLDR) short name."""
    if text.isascii():
        return text
    import emoji  # 0.1 s

    said: dict[int, str] = {}  # by where it ends: of several in a row that are alike, one is said

    def name(character: str, data: dict[str, Any]) -> str:
        said[data["match_end"]] = character
        return "" if said.get(data["match_start"]) == character else f" {_emoji_name(data['en'])} "

    return str(emoji.replace_emoji(text, name))


def _emoji_name(code: str) -> str:
    name = re.sub(r"[_\W]+", " ", code.replace("’", "'")).strip()
    return re.sub(r"\d+", lambda match: digits(match.group()), name)


# Everything that is not a letter, a mark on a letter, a digit, white space or punctuation that makes a break.
_SPEAKABLE = re.compile(r"[^\w\s.,;:!?'\"()\[\]{}—–-]|_", re.UNICODE)

_HTML = re.compile(r"</?(?:a|b|i|u|em|strong|p|br|span|div|h[1-6]|ul|ol|li|code|pre|sub|sup)(?:\s[^<>]{0,500})?/?>")

# What marks a text up rather than says something; before any other rule, so that "<b>" is not a comparison.
MARKUP = (Rule(_HTML, lambda _: " "),)
RULES = (
    Rule(_EMPHASIS, lambda match: match[2]),
    Rule(_DECORATION, lambda _: " — "),  # a drawn line is seen, not said
    Rule(re.compile(r"(?:^|(?<=\n))\s*[-*•‣▪◦·]\s+"), lambda _: ""),  # a bullet
    Rule(re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])"), lambda _: " "),  # and/or
    Rule(re.compile(r"\s*[•·‣▪◦|]\s+"), lambda _: ", "),
    Rule(_GREEK, _greek),
    Rule(_SPEAKABLE, _symbol),
)

"""E-mail addresses, URLs, domains, file paths, @names and #tags."""

import re

from frontend.normalization.english.numbers import digits
from frontend.normalization.english.rule import Rule, alternatives
from frontend.normalization.english.wetext_grammar import library_reading

_TOP_LEVEL = (
    r"(?:com|org|net|edu|gov|mil|int|info|biz|io|ai|co|dev|app|tv|me|uk|us|ca|au|de|fr|ua|eu|ru|jp|cn|in|ie|ch)"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?"
_REST = r"(?:[/?#:][^\s<>\"(){}\[\]]*)?(?<![.,;:!?'])"
_FILE_TYPES = alternatives(
    """txt pdf doc docx xls xlsx ppt pptx csv json xml htm html yml yaml toml py js css zip gz tar exe jpg jpeg png gif
    svg mp3 mp4 wav flac md""".split()
)
_SYMBOL_NAMES = {
    ".": "dot",
    "/": "slash",
    ":": "colon",
    "@": "at",
    "-": "dash",
    "_": "underscore",
    "~": "tilde",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "%": "percent",
    "+": "plus",
    "\\": "backslash",
}


def _read(match: re.Match[str]) -> str:
    reading = library_reading(match.group())
    return reading if reading and not re.search(r"[.:/]", reading) else spell_out(match.group())


def spell_out(address: str) -> str:
    """Read an address piece by piece: words as words, digits one by one, marks by name."""
    pieces = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", address)
    return " ".join(digits(piece) if piece.isdecimal() else _SYMBOL_NAMES.get(piece, piece) for piece in pieces)


RULES = (
    Rule(re.compile(rf"(?<![\w.])[\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+"), _read),
    Rule(re.compile(r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"]+(?<![.,;:!?')\]])", re.IGNORECASE), _read),
    Rule(re.compile(rf"\bwww\.{_LABEL}(?:\.{_LABEL})*{_REST}", re.IGNORECASE), _read),
    Rule(re.compile(rf"(?<![\w@.-])(?:{_LABEL}\.)+{_TOP_LEVEL}\b(?![.-]?\w){_REST}"), _read),
    Rule(
        re.compile(r"(?<![\w.])(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.-]*[\w-]){2,}[/\\]?"),
        lambda match: spell_out(match.group()),
    ),
    Rule(re.compile(rf"(?<![\w.-])[\w-]+\.{_FILE_TYPES}\b(?!\.?\w)"), lambda match: spell_out(match.group())),
    Rule(re.compile(r"(?<!\w)(?P<note>[A-G])#(?!\w)"), lambda match: f"{match['note']} sharp"),
    Rule(re.compile(r"(?<![\w&])#(?=[^\W\d])"), lambda _: "hashtag "),
    Rule(re.compile(r"(?<!\w)@(?=\w)"), lambda _: "at "),
)

"""Marks by themselves, and addresses of the net: said by name."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Language
from frontend.normalization.rule import Rule

_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"]+(?<![.,;:!?')\]])|(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for symbols: last of all, when numbers have taken theirs."""
    names = {mark: name for mark, name in language.symbols.items() if mark not in ".-/"}
    marks = "".join(map(re.escape, names))
    if marks:
        yield Rule(re.compile(rf"[{marks}]"), lambda match: f" {names[match.group()]} ")


def addresses(language: Language) -> Iterator[Rule]:
    """Yield the rule for e-mail addresses and URLs: before any other, so that their marks are not taken for others."""

    def read(match: re.Match[str]) -> str:
        pieces = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", match.group())
        return " ".join(language.digits(one) if one.isdecimal() else language.symbols.get(one, one) for one in pieces)

    yield Rule(_ADDRESS, read)

"""A sentence in any language to spoken words: by the rules that its table makes, or by its number words alone."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from frontend.normalization.languages.language import Language
from frontend.normalization.languages.library import library_language
from frontend.normalization.rule import Rule, apply_rules

_CODE = re.compile("[a-z]{2,3}")
_ALSO_CALLED = {"cmn": "zh"}


def normalize(text: str, language: str) -> str:
    """Return a text as it is spoken.

    Args:
        text: one sentence, in canonical characters (`frontend.characters.canonical`).
        language: espeak's name; what comes before a "-" chooses the table. A language that neither has one nor is
            known to num2words keeps its digits, which espeak reads itself.
    """
    return _reader(language)(text)


@lru_cache(maxsize=64)
def language_table(language: str) -> Language:
    """Return the table of a language, by espeak's name of it; one with figures for words where nothing is known."""
    code = re.split("[-_]", language)[0].lower()
    code = _ALSO_CALLED.get(code, code)
    module = f"frontend.normalization.languages.{code}"
    if _CODE.fullmatch(code) and find_spec(module):
        table: Language = import_module(module).LANGUAGE
        return table
    return library_language(code)


@lru_cache(maxsize=64)
def _reader(language: str) -> Callable[[str], str]:
    table = language_table(language)
    if table.reader:
        return table.reader
    rules = tuple(_rules(table))
    return lambda text: _tidy(apply_rules(rules, text))


def _rules(language: Language) -> Iterator[Rule]:
    """The more a form says of itself (an address, a date), the earlier it is read."""
    # English has rules of its own, and starts without these.
    from frontend.normalization.forms import abbreviations, amounts, dates, ordinals, plain, symbols, telephones, times

    yield from symbols.addresses(language)
    yield from language.first_rules
    yield from abbreviations.rules(language)
    yield from dates.rules(language)
    yield from telephones.rules(language)
    yield from times.rules(language)
    yield from language.rules
    yield from ordinals.rules(language)
    yield from amounts.rules(language)
    yield from plain.rules(language)
    yield from symbols.rules(language)


def _tidy(text: str) -> str:
    return re.sub(r"\s+(?=[,.;:!?)](?:\s|$))", "", " ".join(text.split()))

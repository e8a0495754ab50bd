"""Full stops that end a sentence and those that do not, in the languages that have a table of abbreviations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from frontend.normalization.normalize import language_table

_FIGURES = re.compile(r"(?<![\w.,:])\d{1,2}\.\s*$")
_ROMAN = re.compile(r"(?<!\w)[IVX]+\.\s*$")
_YEAR = r"\d{3,4}\s?[rрг]\."
_OPENING_TIME = re.compile(r"^\s*\w{1,4}\s(?:\d{3,4}\s?[rрг]|[IVX]+\s?(?:w|ст|в))\.\s*$")
_SENTENCE_START = r"[\s\"«„“(]+(?=[A-ZÀ-ÞА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻ])"


@dataclass(frozen=True)
class _Knowledge:
    """Patterns of one language; None where there is nothing to know.

    Attributes:
        unfinished: abbreviations after which a sentence goes on.
        after_ordinal: what follows figures with a full stop that are an ordinal.
        may_end: an abbreviation that may end a sentence.
        end: the same before what looks like the next one.
    """

    unfinished: re.Pattern[str] | None = None
    after_ordinal: re.Pattern[str] | None = None
    may_end: re.Pattern[str] | None = None
    end: re.Pattern[str] | None = None


def goes_on(before: str, after: str, language: str) -> bool:
    """Whether a sentence goes on after a full stop, for what the tables know.

    Args:
        before: the sentence up to the full stop and with it, or the end of that.
        after: what follows.
        language: ISO 639-1 code.
    """
    known = _knowledge(language)
    if known.unfinished is None:
        return False
    following = after.lstrip()
    if _OPENING_TIME.search(before):
        return True
    if known.may_end and known.may_end.search(before):
        return following[:1].islower()
    if known.unfinished.search(before):
        return True
    if known.after_ordinal is None:
        return False
    if _ROMAN.search(before):
        return following[:1].islower()
    return _FIGURES.search(before) is not None and known.after_ordinal.match(following) is not None


def further_ends(text: str, language: str) -> Iterator[int]:
    """Yield where sentences may end that a splitter takes for abbreviations alone: "... usw. Dann"."""
    known = _knowledge(language)
    if known.end:
        yield from (match.end() for match in known.end.finditer(text))


@lru_cache(maxsize=64)
def _knowledge(language: str) -> _Knowledge:
    table = language_table(language)
    if not table.abbreviations:
        return _Knowledge()
    from frontend.normalization.forms.abbreviations import unfinished

    spaced = "|".join(re.escape(one).replace(r"\ ", r"\s?") for one in table.may_end.split("|"))
    may_end = rf"(?<![\w.])(?:{spaced}|{_YEAR})"
    # German nouns have capitals too: only what follows no ordinal begins a sentence.
    begins = f"(?!{table.after_ordinal})" if table.after_ordinal else ""
    return _Knowledge(
        unfinished(table),
        re.compile(table.after_ordinal) if table.after_ordinal else None,
        re.compile(rf"{may_end}\s*$"),
        re.compile(rf"{may_end}{_SENTENCE_START}{begins}"),
    )

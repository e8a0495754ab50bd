"""Full stops that end no sentence, in the languages that have a table: after abbreviations and ordinals."""

import re
from functools import lru_cache

from frontend.normalization.normalize import language_table

_FIGURES = re.compile(r"(?<![\w.,:])\d{1,2}\.\s*$")
_ROMAN = re.compile(r"(?<!\w)[IVX]+\.\s*$")


def goes_on(before: str, after: str, language: str) -> bool:
    """Whether a sentence goes on after a full stop, for what the tables know.

    Args:
        before: text up to the full stop and with it.
        after: what follows.
        language: ISO 639-1 code.
    """
    abbreviation, after_ordinal = _knowledge(language)
    if abbreviation and abbreviation.search(before):
        return True
    if after_ordinal is None:
        return False
    following = after.lstrip()
    if _ROMAN.search(before):
        return following[:1].islower()
    return _FIGURES.search(before) is not None and after_ordinal.match(following) is not None


@lru_cache(maxsize=64)
def _knowledge(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    table = language_table(language)
    if not table.abbreviations:
        return None, None
    from frontend.normalization.forms.abbreviations import unfinished

    return unfinished(table), re.compile(table.after_ordinal) if table.after_ordinal else None

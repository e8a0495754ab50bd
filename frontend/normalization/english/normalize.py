"""English text to spoken words: every kind of written form in turn, each seeing what those before it left."""

import re

from frontend.normalization.english import (
    abbreviations,
    addresses,
    codes,
    dates,
    electronic,
    fractions,
    math,
    measures,
    money,
    plain,
    ranges,
    roman,
    scripture,
    symbols,
    telephone,
    times,
)
from frontend.normalization.english.rule import apply_rules

# The order matters: the more a form says of itself (a URL, a date), the earlier it is read.
_RULES = (
    *symbols.MARKUP,
    *electronic.RULES,
    *scripture.RULES,
    *abbreviations.BEFORE_NUMBERS,
    *addresses.RULES,
    *dates.RULES,
    *telephone.RULES,
    *times.RULES,
    *money.RULES,
    *math.SCIENTIFIC,
    *measures.RULES,
    *fractions.RULES,
    *math.RULES,
    *ranges.RULES,
    *codes.RULES,
    *roman.RULES,
    *abbreviations.RULES,
    *plain.RULES,
    *symbols.RULES,
)


def normalize_english(text: str) -> str:
    """Return the text as it is spoken, in words and punctuation: no digit and no symbol is left.

    Args:
        text: one sentence, in canonical characters (`frontend.characters.canonical`).
    """
    return _tidy(apply_rules(_RULES, symbols.read_emoji(text)))


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?<=[(\[])\s+", "", text)
    return re.sub(r"\s+(?=[,.;:!?)\]](?:\s|$|[,.;:!?)\]\"']))", "", text)

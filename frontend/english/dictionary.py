"""Words that espeak says wrong: `data/dictionary.txt`, made by `make_dictionary`, and `data/own_words.txt`, by hand."""

from functools import lru_cache
from pathlib import Path

from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone

FILE = Path(__file__).parent / "data" / "dictionary.txt"
OWN_WORDS = FILE.with_name("own_words.txt")  # they win


def dictionary_phones(word: str) -> tuple[Phone, ...] | None:
    """Return the phones of a word; None where espeak's own are good.

    A word with a capital in the dictionary holds only for the word written so.
    """
    found = _entries().get(word) or _entries().get(word.lower())
    return parse_phones(found) if found else None


def is_own_word(word: str) -> bool:
    """Whether the dictionary has an entry for a word written exactly so."""
    return word in _entries()


@lru_cache(maxsize=1)
def _entries() -> dict[str, str]:
    lines = "".join(file.read_text(encoding="utf-8") for file in (FILE, OWN_WORDS)).splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))

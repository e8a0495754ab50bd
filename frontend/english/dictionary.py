"""Words that espeak says wrong: `data/dictionary.txt`, made by `make_dictionary`, and `data/own_words.txt`, by hand."""

from functools import lru_cache
from pathlib import Path

from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone

FILE = Path(__file__).parent / "data" / "dictionary.txt"
OWN_WORDS = FILE.with_name("own_words.txt")  # they win


@lru_cache(maxsize=16384)
def dictionary_phones(word: str) -> tuple[Phone, ...] | None:
    """Return the phones of a word; None where espeak's own are good.

    A word with a capital in the dictionary holds only for the word written so.
    """
    found = _entry(word) or _entry(word.lower())
    return parse_phones(found) if found else None


def is_own_word(word: str) -> bool:
    """Whether the dictionary has an entry for a word written exactly so."""
    return _entry(word) is not None


def _entry(word: str) -> str | None:
    return _own_words().get(word) or _looked_up(word.encode() + b" ")


def _looked_up(wanted: bytes) -> str | None:
    """The phones of a line that begins so: its lines are in order, and reading all of them would take longer."""
    lines = _lines()
    low, high = 0, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", middle)
        line = lines[middle:end]
        if line.startswith(wanted):
            return line[len(wanted) :].decode()
        if line < wanted:
            low = end + 1
        else:
            high = middle
    return None


@lru_cache(maxsize=1)
def _lines() -> bytes:
    return FILE.read_bytes()


@lru_cache(maxsize=1)
def _own_words() -> dict[str, str]:
    lines = (line.split(" ", 1) for line in OWN_WORDS.read_text(encoding="utf-8").splitlines())
    return {word: phones for word, phones in lines if word != "#"}

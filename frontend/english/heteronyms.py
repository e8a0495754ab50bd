"""Words that are written alike and said differently: which reading is meant, by part of speech and neighbours.

`data/senses.txt` is written by hand and explains the conditions; `data/heteronyms.txt` is made of misaki's dictionary
by `make_heteronyms` and knows parts of speech alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone

DATA = Path(__file__).parent / "data"
FILES = (DATA / "heteronyms.txt", DATA / "senses.txt")  # the later wins
AS_ESPEAK_SAYS = "-"
_NEAR = 8  # words on either side
_LEFT = 4  # words before
_KINDS = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV"}
_PASSED_OVER = ("RB", "RBR", "RBS")


@dataclass(frozen=True)
class TaggedWord:
    """A word or a mark of a sentence, and its part of speech."""

    text: str
    tag: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


@dataclass(frozen=True)
class Reading:
    """Phones that are said where every condition holds; a condition is its name and what would do."""

    phones: str
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()


def is_heteronym(word: str) -> bool:
    """Whether a word has several readings."""
    return word.lower() in _readings()


def heteronym_phones(sentence: Sequence[TaggedWord], place: int) -> tuple[Phone, ...] | None:
    """Return the phones of the word at a place of its sentence; None where espeak is to say it."""
    for reading in _readings().get(sentence[place].lower, ()):
        if all(_holds(name, values, sentence, place) for name, values in reading.conditions):
            return None if reading.phones == AS_ESPEAK_SAYS else parse_phones(reading.phones)
    return None


def read_readings(lines: Sequence[str]) -> dict[str, tuple[Reading, ...]]:
    """Return the readings of each word, in the order in which they are tried."""
    found = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            word, *readings = line.split(" | ")
            found[word] = tuple(_reading(one) for one in readings)
    return found


def kind_of_tag(tag: str) -> str:
    """Return NOUN, VERB, ADJ or ADV for a tag of the Penn Treebank, the tag itself for any other."""
    return _KINDS.get(tag[:2], tag)


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[Reading, ...]]:
    lines = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
    return read_readings(lines)


def _reading(written: str) -> Reading:
    conditions, arrow, phones = written.rpartition(" > ")
    if not arrow:
        return Reading(written.strip())
    named = (condition.partition(":")[::2] for condition in conditions.split())
    return Reading(phones.strip(), tuple((name, frozenset(filter(None, values.split(",")))) for name, values in named))


def _holds(name: str, values: frozenset[str], sentence: Sequence[TaggedWord], place: int) -> bool:
    word = sentence[place]
    if name == "tag":
        return _has_tag(word, values)
    if name == "capital":
        return word.text[:1].isupper() and any(one.text[:1].isalnum() for one in sentence[:place])
    if name == "small":
        return word.text[:1].islower()
    if name == "next":
        return place + 1 < len(sentence) and _among(sentence[place + 1].lower, values)
    if name == "near":
        around = (*sentence[max(0, place - _NEAR) : place], *sentence[place + 1 : place + 1 + _NEAR])
        return any(_among(one.lower, values) for one in around)
    if name == "left":
        return any(_among(one.lower, values) for one in sentence[max(0, place - _LEFT) : place])
    if name == "lefttag":
        return any(_has_tag(one, values) for one in sentence[max(0, place - _NEAR) : place])
    before = next((one for one in reversed(sentence[:place]) if one.tag not in _PASSED_OVER), None)
    if name == "after":
        return before is not None and _among("comma" if before.text == "," else before.lower, values)
    if name == "aftertag":
        return before is not None and _has_tag(before, values)
    raise ValueError(f"no condition is called {name!r}")


def _has_tag(word: TaggedWord, values: frozenset[str]) -> bool:
    return word.tag in values or kind_of_tag(word.tag) in values


def _among(word: str, values: frozenset[str]) -> bool:
    return word in values or any(value.endswith("*") and word.startswith(value[:-1]) for value in values)

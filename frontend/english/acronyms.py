"""Acronyms, and letters that stand for themselves: IMF, NGOs, the WHO, vitamin A."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from frontend.english.dictionary import is_own_word
from frontend.english.heteronyms import TaggedWord, kind_of_tag
from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone, Stress

SHORT_WORDS = Path(__file__).parent / "data" / "short_words.txt"
LONGEST_SPELT = 4  # letters; a longer acronym is mostly said as a word, as espeak does
_CAPITALS = re.compile(r"(?P<letters>[A-Z]{2,})(?P<ending>'?s)?")
# Words in small letters, names of letters or of something in capitals: as nouns, these are spelt.
_ALSO_WORDS = frozenset(
    "WHO IT AT AA LED SAT OR ER AD AM ME PA MA LA RE AS BE IN IS HE HI DOE POW COO SEC RIP ID OS GI ACT".split()
)
_OXIDES = frozenset(("CO", "NO", "SO"))
_NEVER_WORDS = frozenset(("US",))  # "us" in capitals is rare
_NAMES = dict(
    line.split()
    for line in """
A eɪ
B biː
C siː
D diː
E iː
F ɛf
G dʒiː
H eɪtʃ
I aɪ
J dʒeɪ
K keɪ
L ɛl
M ɛm
N ɛn
O oʊ
P piː
Q kjuː
R ɑːɹ
S ɛs
T tiː
U juː
V viː
W dˌʌbəljuː
X ɛks
Y waɪ
Z ziː
""".strip().splitlines()
)
_BEFORE_A_LETTER = frozenset(
    """vitamin vitamins type hepatitis influenza plan grade class group section appendix exhibit team category point
    level row gate terminal block option answer part side series letter unit list tier zone formula league schedule
    paragraph clause item division string an straight rh schedule""".split()
)


def acronym_phones(sentence: Sequence[TaggedWord], place: int) -> tuple[Phone, ...] | None:
    """Return the phones of the names of a word's letters, where that is how it is said; else None."""
    word = sentence[place]
    if word.text in ("A", "a"):
        return spelt("A") if _is_letter(sentence, place) else None
    written = _CAPITALS.fullmatch(word.text)
    if not written or is_own_word(word.text) or not _is_spelt(written["letters"], sentence, place):
        return None
    letters = spelt(written["letters"])
    return (*letters, Phone("s" if letters[-1].symbol in ("f", "s") else "z")) if written["ending"] else letters


def in_small_letters(word: str) -> str:
    """Return a word in capitals that is no acronym in small letters; espeak would spell some: "VERY", "RAM"."""
    return word.lower() if word.isupper() and len(word) > 2 and word.lower() in _short_words() else word


@lru_cache(maxsize=4096)
def spelt(letters: str) -> tuple[Phone, ...]:
    """Return the names of letters as one word: the last one is stressed, the others less."""
    named = [parse_phones(_NAMES[letter]) for letter in letters]
    return tuple(
        phone
        for number, name in enumerate(named, start=1)
        for phone in _stressed(name, Stress.PRIMARY if number == len(named) else Stress.SECONDARY)
    )


def _stressed(name: Sequence[Phone], stress: Stress) -> list[Phone]:
    """A letter's name with this stress on its first vowel."""
    place = next(i for i, phone in enumerate(name) if phone.symbol[0] in "eiɛaoɑuʌ")
    return [replace(phone, stress=stress) if i == place else phone for i, phone in enumerate(name)]


def _is_spelt(letters: str, sentence: Sequence[TaggedWord], place: int) -> bool:
    if len(letters) > LONGEST_SPELT:
        return False
    if _is_shouted(sentence):
        return False
    if letters in _OXIDES and place + 1 < len(sentence) and sentence[place + 1].text in ("two", "three", "four"):
        return True  # CO2
    if [one.text for one in sentence[place + 1 : place + 2]] == ["and"] and _is_initial(_at(sentence, place + 2)):
        return True  # AT&T, R&D
    if letters in _ALSO_WORDS:
        the = place > 0 and sentence[place - 1].lower == "the"
        return the or kind_of_tag(sentence[place].tag) in ("NOUN", "NNP")
    return letters in _NEVER_WORDS or letters.lower() not in _short_words()


def _is_shouted(sentence: Sequence[TaggedWord]) -> bool:
    """Whether most of a sentence is in capitals, but for the numbers that normalisation wrote out."""
    words = [one.text for one in sentence if len(one.text) > 1 and one.text.isalpha()]
    small = sum(word.islower() for word in words)
    known = sum(word.isupper() and (len(word) > LONGEST_SPELT or word.lower() in _short_words()) for word in words)
    return small == 0 or known > max(1, small)


def _is_letter(sentence: Sequence[TaggedWord], place: int) -> bool:
    before, after = _at(sentence, place - 1), _at(sentence, place + 1)
    if before and before.lower in _BEFORE_A_LETTER:
        return True
    if sentence[place].text == "a":
        return False
    listed = after is not None and after.text in ("and", "or") and _is_initial(_at(sentence, place + 2))
    if listed or _is_initial(before) or _is_initial(after) or (before and not (after and after.text[:1].isalnum())):
        return True
    if before is None or not before.text[:1].isalnum():
        return False  # it begins a sentence or a quotation
    return not (after and after.text[:1].isupper() and before.text[:1].isupper())  # Once Upon A Time


def _at(sentence: Sequence[TaggedWord], place: int) -> TaggedWord | None:
    return sentence[place] if 0 <= place < len(sentence) else None


def _is_initial(word: TaggedWord | None) -> bool:
    return word is not None and len(word.text) == 1 and "A" <= word.text <= "Z" and word.text != "I"


@lru_cache(maxsize=1)
def _short_words() -> frozenset[str]:
    return frozenset(line for line in SHORT_WORDS.read_text(encoding="utf-8").split() if line.isalpha())

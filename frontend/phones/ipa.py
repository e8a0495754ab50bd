"""The International Phonetic Alphabet: how a transcription splits into phones, and how each phone is made."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from frontend.errors import TtsError
from frontend.utterance import Phone, Stress

PAUSE = "_"
"""The symbol of silence between words and around an utterance; its articulation is all zeros."""

PLACES = (
    "bilabial",
    "labiodental",
    "dental",
    "alveolar",
    "postalveolar",
    "retroflex",
    "palatal",
    "velar",
    "uvular",
    "pharyngeal",
    "glottal",
)
MANNERS = ("plosive", "nasal", "trill", "tap", "fricative", "affricate", "approximant", "lateral", "click")


class UnknownPhoneError(TtsError):
    """A symbol that is no phone of the IPA, or none that this voice knows."""


@dataclass(frozen=True)
class Articulation:
    """How one phone is made. Heights run from 0 (open) to 1 (close), backness from 0 (front) to 1 (back).

    A diphthong glides from (`height`, `backness`, `rounded`) to the `end_` values; for other vowels they are equal.
    """

    vowel: bool = False
    voiced: bool = False
    place: str = ""
    manner: str = ""
    height: float = 0.0
    backness: float = 0.0
    rounded: bool = False
    end_height: float = 0.0
    end_backness: float = 0.0
    end_rounded: bool = False
    long: bool = False
    rhotic: bool = False
    nasalised: bool = False
    syllabic: bool = False
    palatalised: bool = False
    labialised: bool = False
    aspirated: bool = False


def _consonants() -> dict[str, Articulation]:
    table = """
    plosive: p-bilabial b+bilabial t-alveolar d+alveolar ʈ-retroflex ɖ+retroflex c-palatal ɟ+palatal k-velar ɡ+velar
        g+velar q-uvular ɢ+uvular ʔ-glottal ʡ-pharyngeal ɓ+bilabial ɗ+alveolar ʄ+palatal ɠ+velar ʛ+uvular
    nasal: m+bilabial ɱ+labiodental n+alveolar ɳ+retroflex ɲ+palatal ŋ+velar ɴ+uvular
    trill: ʙ+bilabial r+alveolar ʀ+uvular
    tap: ⱱ+labiodental ɾ+alveolar ɽ+retroflex ɺ+alveolar
    fricative: ɸ-bilabial β+bilabial f-labiodental v+labiodental θ-dental ð+dental s-alveolar z+alveolar ʃ-postalveolar
        ʒ+postalveolar ʂ-retroflex ʐ+retroflex ɕ-palatal ʑ+palatal ç-palatal ʝ+palatal x-velar ɣ+velar χ-uvular ʁ+uvular
        ħ-pharyngeal ʕ+pharyngeal h-glottal ɦ+glottal ʜ-pharyngeal ʢ+pharyngeal ɧ-velar ʍ-velar ɬ-alveolar ɮ+alveolar
    approximant: ʋ+labiodental ɹ+alveolar ɻ+retroflex j+palatal ɰ+velar w+velar ɥ+palatal
    lateral: l+alveolar ɭ+retroflex ʎ+palatal ʟ+velar ɫ+alveolar
    click: ʘ-bilabial ǀ-dental ǃ-alveolar ǂ-palatal ǁ-alveolar
    """
    consonants: dict[str, Articulation] = {}
    manner = ""
    for item in table.split():
        if item.endswith(":"):
            manner = item.removesuffix(":")
        else:
            symbol, voice, place = item[0], item[1], item[2:]
            consonants[symbol] = Articulation(manner=manner, place=place, voiced=voice == "+")
    for symbol in "wʍɥ":
        consonants[symbol] = replace(consonants[symbol], labialised=True)
    return consonants


def _vowels() -> dict[str, Articulation]:
    rows = (  # unrounded and rounded, from front to back; a dot marks an empty place
        (1.0, "iy ɨʉ ɯu"),
        (0.85, "ɪʏ ᵻᵿ .ʊ"),
        (0.67, "eø ɘɵ ɤo"),
        (0.5, ".. ə. .."),
        (0.33, "ɛœ ɜɞ ʌɔ"),
        (0.17, "æ. ɐ. .."),
        (0.0, "aɶ .. ɑɒ"),
    )
    vowels: dict[str, Articulation] = {}
    for height, row in rows:
        for backness, pair in zip((0.0, 0.5, 1.0), row.split(), strict=True):
            for symbol, is_rounded in zip(pair, (False, True), strict=True):
                if symbol != ".":
                    vowels[symbol] = _monophthong(height, backness, is_rounded)
    vowels["ɚ"] = replace(vowels["ə"], rhotic=True)
    vowels["ɝ"] = replace(vowels["ɜ"], rhotic=True)
    return vowels


def _monophthong(height: float, backness: float, rounded: bool) -> Articulation:
    return Articulation(True, True, "", "", height, backness, rounded, height, backness, rounded)


_LETTERS = _consonants() | _vowels()
_VOWEL_LETTERS = frozenset(_vowels())
_AFFRICATES = frozenset(
    ("tʃ", "dʒ", "ts", "dz", "tɕ", "dʑ", "ʈʂ", "ɖʐ", "pf", "kx", "tɬ", "dɮ", "cç", "ɟʝ", "bv", "qχ")
)
_STRESS_MARKS = {"ˈ": Stress.PRIMARY, "'": Stress.PRIMARY, "ˌ": Stress.SECONDARY}
_MODIFIERS = {
    "ː": {"long": True},
    "ˑ": {"long": True},
    "˞": {"rhotic": True},
    "\u0303": {"nasalised": True},
    "ʲ": {"palatalised": True},
    "ʷ": {"labialised": True},
    "ʰ": {"aspirated": True},
    "ʱ": {"aspirated": True},
    "\u0329": {"syllabic": True},
    "\u030d": {"syllabic": True},
    "\u0325": {"voiced": False},
    "\u030a": {"voiced": False},
    "\u032c": {"voiced": True},
    "\u032a": {"place": "dental"},
}
# Shades this table does not tell apart: the phone is read without them.
_IGNORED = frozenset(
    "\u0306\u032f\u0311\u0308\u0318\u0319\u031a\u031c\u031d\u031e\u031f\u0320\u0324\u0330\u0334\u0339\u033a\u033b\u033c\u033d̴ˠˤʼⁿˡʴʵˀᵝᵊᶦᶷᵗᵈᵏᵍ‿.|‖·˥˦˧˨˩↗↘ꜜꜛ\u0300\u0301\u0302\u0304\u030c\u030b\u030f\u1dc4\u1dc5\u1dc8"
)
_TIES = "\u0361\u035c"
_STRAY_MODIFIER = re.compile(rf"\s+(?=[{''.join(_MODIFIERS)}])")


@lru_cache(maxsize=16384)
def parse_phones(transcription: str) -> tuple[Phone, ...]:
    """Return the phones of a transcription, `"h ə l ˈoʊ"` or `"həlˈoʊ"`.

    A white space or "_" ends a phone. A stress mark goes to the vowel that follows it. Within a run of letters two
    vowels are a diphthong, and a stop with its fricative is an affricate; a tie bar says so explicitly.

    Raises:
        UnknownPhoneError: the transcription holds a character that is not IPA, or no phone at all.
    """
    phones: list[Phone] = []
    stress = Stress.NONE
    for token in _STRAY_MODIFIER.sub("", unicodedata.normalize("NFD", transcription).replace("_", " ")).split():
        for segment in _segments(_recomposed(token)):
            if segment in _STRESS_MARKS:
                stress = _STRESS_MARKS[segment]
            elif _carries_stress(segment):
                phones.append(Phone(segment, stress))
                stress = Stress.NONE
            else:
                phones.append(Phone(segment))
    if not phones:
        raise UnknownPhoneError(f"no phone in {transcription!r}; write IPA symbols, such as h ə l ˈoʊ")
    return tuple(phones)


def _recomposed(token: str) -> str:
    return token.replace("c\u0327", "ç").replace(":", "ː")


def _carries_stress(segment: str) -> bool:
    return segment[0] in _VOWEL_LETTERS or articulation(segment).syllabic


def _segments(token: str) -> Iterator[str]:
    """Split a token into phones and stress marks; letters that belong together stay together."""
    current = ""
    tied = False
    for character in token:
        if character in _STRESS_MARKS:
            if current:
                yield current
            yield character
            current = ""
        elif character in _MODIFIERS and current:
            current += character
        elif character in _TIES and current:
            tied = True
            continue
        elif character in _LETTERS:
            if current and not (tied or _belongs(current, character)):
                yield current
                current = ""
            current += "ɡ" if character == "g" else character
        elif character not in _IGNORED and character not in _MODIFIERS:
            raise UnknownPhoneError(
                f"{character!r} in {token!r} is not a phone; the IPA letters are {' '.join(sorted(_LETTERS))}"
            )
        tied = False
    if current:
        yield current


def _belongs(current: str, letter: str) -> bool:
    if len(current) != 1:
        return False
    if current in _VOWEL_LETTERS:
        return letter in _VOWEL_LETTERS and letter not in "ɚɝ"
    return current + letter in _AFFRICATES


def is_phone(symbol: str) -> bool:
    """Whether a symbol is one phone of the IPA, or the pause."""
    try:
        articulation(symbol)
    except UnknownPhoneError:
        return False
    return True


@lru_cache(maxsize=4096)
def articulation(symbol: str) -> Articulation:
    """Return how a phone is made.

    Raises:
        UnknownPhoneError: the symbol is not one phone of the IPA.
    """
    if symbol == PAUSE:
        return Articulation()
    letters = [character for character in symbol if character in _LETTERS]
    if not letters or len(letters) > 2:
        raise UnknownPhoneError(f"{symbol!r} is not one phone of the IPA")
    made = _LETTERS[letters[0]]
    if len(letters) == 2:
        second = _LETTERS[letters[1]]
        if made.vowel:
            made = replace(made, end_height=second.height, end_backness=second.backness, end_rounded=second.rounded)
        else:
            made = replace(second, manner="affricate")
    for character in symbol:
        made = replace(made, **_MODIFIERS.get(character, {}))  # type: ignore[arg-type]
    return made

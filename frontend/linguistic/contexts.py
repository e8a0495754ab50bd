"""Segments to numbers: the linguistic contexts [N, C] that condition the models.

The channels, in order (`channel_names` lists them for an inventory). A voice stores its inventory and
`CONTEXTS_VERSION`; any change here that moves or redefines a channel raises that version.

    phone=X         1 for the phone's own symbol, one channel for each phone of the inventory
    vowel, consonant, pause, voiced
    place=X         place of articulation of a consonant, one channel each
    manner=X        manner of articulation of a consonant, one channel each
    height, backness, rounded          of a vowel, 0 to 1
    end_height, end_backness, end_rounded   where a diphthong ends; as above for other vowels
    long, rhotic, nasalised, syllabic, palatalised, labialised, aspirated
    stress=X        stress of the syllable: none, secondary, primary
    part=X          onset, nucleus or coda of the syllable
    X_position      of the phone in its syllable, the syllable in its word, the word in its phrase, the phrase in
                    its utterance: 0 for the first, 1 for the last, 0.5 for the only one
    X_count         log(1 + how many there are) of the same
    break_before, break_after          strength of the breaks around the phrase, 0 (none) to 1 (paragraph)
    at_break_before, at_break_after    the same, but only in the word next to the break
    phrase=X        what the phrase ends as: continuation, statement, question, exclamation
    utterance=X     what the utterance ends as: the same four
"""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from frontend.linguistic.segments import Place, Segment, phrase_type
from frontend.phones.inventory import Inventory
from frontend.phones.ipa import MANNERS, PAUSE, PLACES, Articulation, articulation
from frontend.utterance import BreakStrength, Stress

CONTEXTS_VERSION = 1

_SCALARS = tuple(f.name for f in fields(Articulation) if f.name not in ("vowel", "voiced", "place", "manner"))
_STRESSES = tuple(stress.name.lower() for stress in Stress)
_PARTS = ("onset", "nucleus", "coda")
_LEVELS = ("phone", "syllable", "word", "phrase")
_PHRASE_TYPES = ("continuation", "statement", "question", "exclamation")


def channel_names(inventory: Inventory) -> list[str]:
    """Return the name of each channel; its length is C."""
    return [
        *(f"phone={symbol}" for symbol in inventory.symbols),
        *("vowel", "consonant", "pause", "voiced"),
        *(f"place={place}" for place in PLACES),
        *(f"manner={manner}" for manner in MANNERS),
        *_SCALARS,
        *(f"stress={stress}" for stress in _STRESSES),
        *(f"part={part}" for part in _PARTS),
        *(f"{level}_position" for level in _LEVELS),
        *(f"{level}_count" for level in _LEVELS),
        *("break_before", "break_after", "at_break_before", "at_break_after"),
        *(f"phrase={kind}" for kind in _PHRASE_TYPES),
        *(f"utterance={kind}" for kind in _PHRASE_TYPES),
    ]


def contexts(row: Sequence[Segment], inventory: Inventory) -> np.ndarray:
    """Return the contexts of the segments, [N, C], float32.

    Raises:
        UnknownPhoneError: a phone is not in the inventory (`Inventory.closest` finds one that is).
    """
    return np.array([_channels(segment, inventory) for segment in row], dtype=np.float32)


def with_known_phones(row: Sequence[Segment], inventory: Inventory) -> list[Segment]:
    """Return the segments, phones that the inventory lacks replaced by those made most like them."""
    return [replace(segment, phone=inventory.closest(segment.phone)) for segment in row]


def _channels(segment: Segment, inventory: Inventory) -> list[float]:
    symbol = segment.phone.symbol
    made = articulation(symbol)
    pause = symbol == PAUSE
    places = (segment.in_syllable, segment.syllable_in_word, segment.word_in_phrase, segment.phrase_in_utterance)
    return [
        *_one_of(range(len(inventory.symbols)), inventory.index(symbol)),
        *(made.vowel, not (made.vowel or pause), pause, made.voiced),
        *_one_of(PLACES, made.place),
        *_one_of(MANNERS, made.manner),
        *(float(getattr(made, name)) for name in _SCALARS),
        *_one_of(Stress, segment.syllable_stress),
        *_one_of(_PARTS, segment.part),
        *map(_position, places),
        *(float(np.log1p(place.count)) for place in places),
        *_break_channels(segment),
        *_one_of(_PHRASE_TYPES, phrase_type(segment.after)),
        *_one_of(_PHRASE_TYPES, phrase_type(segment.ending)),
    ]


def _one_of(choices: Sequence[object] | type[Stress], chosen: object) -> list[float]:
    return [float(choice == chosen) for choice in choices]


def _position(place: Place) -> float:
    return place.index / (place.count - 1) if place.count > 1 else 0.5


def _break_channels(segment: Segment) -> list[float]:
    before = segment.before.strength / BreakStrength.PARAGRAPH if segment.before else 0.0
    after = segment.after.strength / BreakStrength.PARAGRAPH
    word = segment.word_in_phrase
    return [before, after, before * (word.index == 0), after * (word.index == word.count - 1)]

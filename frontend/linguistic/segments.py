"""An utterance as the row of segments a model speaks: pauses and phones, each knowing where it stands."""

from collections.abc import Set
from dataclasses import dataclass

from frontend.linguistic.syllables import is_nucleus, split_syllables
from frontend.phones.ipa import PAUSE
from frontend.utterance import Break, BreakKind, BreakStrength, Phone, Stress, Utterance


@dataclass(frozen=True)
class Place:
    """Number `index` of `count`, from 0."""

    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Segment:
    """A phone or a pause in its surroundings.

    Attributes:
        phone: its symbol and stress; `PAUSE` for silence.
        word: index of its word in the utterance; for a pause, of the word before it (-1 at the start).
        syllable_stress: the stress of its syllable's vowel.
        part: "onset", "nucleus" or "coda" of its syllable; "" for a pause.
        in_syllable, syllable_in_word, word_in_phrase, phrase_in_utterance: where it stands. Phrases end at breaks.
        before: the break before its phrase; None at the start of the utterance.
        after: the break after its phrase.
        ending: the break that ends the utterance.
    """

    phone: Phone
    word: int
    syllable_stress: Stress
    part: str
    in_syllable: Place
    syllable_in_word: Place
    word_in_phrase: Place
    phrase_in_utterance: Place
    before: Break | None
    after: Break
    ending: Break


def segments(utterance: Utterance, pauses: Set[int] | None = None) -> list[Segment]:
    """Return the segments of an utterance: a pause, its phones with the pauses between words, a pause.

    Args:
        pauses: the words (by index) after which there is a pause, where that was measured in a recording. Without
            it, pauses stand at the breaks of medium strength and above.
    """
    if pauses is None:
        pauses = {one.after_word for one in utterance.breaks if one.strength >= BreakStrength.MEDIUM}
    row: list[Segment] = []
    start, before = 0, None
    for number, after in enumerate(utterance.breaks):
        phrase = _Phrase(start, after, before, Place(number, len(utterance.breaks)), utterance.breaks[-1])
        if number == 0:
            row.append(_pause(phrase, -1))
        for word in range(start, after.after_word + 1):
            row += _word_segments(utterance, word, phrase)
            if word in pauses and word != utterance.breaks[-1].after_word:
                row.append(_pause(phrase, word))
        start, before = after.after_word + 1, after
    row.append(_pause(phrase, len(utterance.words) - 1))
    return row


@dataclass(frozen=True)
class _Phrase:
    start: int
    after: Break
    before: Break | None
    place: Place
    ending: Break

    def word_place(self, word: int) -> Place:
        return Place(word - self.start, self.after.after_word + 1 - self.start)


def _pause(phrase: _Phrase, word: int) -> Segment:
    return Segment(
        Phone(PAUSE),
        word,
        Stress.NONE,
        "",
        Place(),
        Place(),
        phrase.word_place(max(word, phrase.start)),
        phrase.place,
        phrase.before,
        phrase.after,
        phrase.ending,
    )


def _word_segments(utterance: Utterance, word: int, phrase: _Phrase) -> list[Segment]:
    row = []
    syllables = split_syllables(utterance.words[word].phones)
    for number, syllable in enumerate(syllables):
        stress = max(phone.stress for phone in syllable)
        nucleus = next((i for i, phone in enumerate(syllable) if is_nucleus(phone)), len(syllable))
        for i, phone in enumerate(syllable):
            row.append(
                Segment(
                    phone,
                    word,
                    stress,
                    "onset" if i < nucleus else "nucleus" if i == nucleus else "coda",
                    Place(i, len(syllable)),
                    Place(number, len(syllables)),
                    phrase.word_place(word),
                    phrase.place,
                    phrase.before,
                    phrase.after,
                    phrase.ending,
                )
            )
    return row


def phrase_type(ending: Break) -> str:
    """Return what a phrase does: "continuation", "statement", "question" or "exclamation"."""
    return {
        BreakKind.PERIOD: "statement",
        BreakKind.QUESTION: "question",
        BreakKind.EXCLAMATION: "exclamation",
    }.get(ending.kind, "continuation")

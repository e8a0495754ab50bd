"""espeak's transcription of a clause shared out among the clause's own words."""

from functools import lru_cache

from frontend.phones.espeak import transcribe
from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone

LONGEST_WORD = 48  # letters handed to espeak at once; beyond 160 bytes it forgets the rest
_LONGEST_CLAUSE = 32  # words handed to espeak at once; the matching below grows with their square
_MOST_JOINED = 4  # words that espeak joins into one, or parts into which it breaks one
_MISSING_WORD_COST = 6
_DIFFERENT_COUNT_COST = 0.1

_Phones = tuple[Phone, ...]
_Place = tuple[int, int]


def phonemize_words(words: list[str], language: str) -> list[_Phones]:
    """Return the phones of each word of a clause.

    A word in its clause sounds other than alone ("the end", "of the"), so clauses are transcribed whole. Where what
    comes back is not word for word ours, it is matched with each word spoken alone.

    Args:
        words: letters, apostrophes and hyphens, no punctuation.
        language: espeak's name of the language.

    Raises:
        EspeakError: the language is not one of espeak's.
        UnknownPhoneError: espeak returned a symbol that is not IPA.
    """
    pieces = [piece for word in words for piece in _pieces(word)]
    heard: list[_Phones] = []
    for start in range(0, len(pieces), _LONGEST_CLAUSE):
        heard += _phonemize_clause(pieces[start : start + _LONGEST_CLAUSE], language)
    remaining = iter(heard)
    return [tuple(phone for _ in _pieces(word) for phone in next(remaining)) for word in words]


def _pieces(word: str) -> list[str]:
    return [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]


def _phonemize_clause(words: list[str], language: str) -> list[_Phones]:
    heard = _phones(transcribe(" ".join(words), language))
    alone = [_phonemize_alone(word, language) for word in words]
    if len(heard) == len(alone) and all(map(_alike, heard, alone)):
        return heard
    return _share_out(heard, alone)


@lru_cache(maxsize=16384)
def _phonemize_alone(word: str, language: str) -> _Phones:
    return tuple(phone for phones in _phones(transcribe(word, language)) for phone in phones)


def _phones(transcription: list[str]) -> list[_Phones]:
    return [parse_phones(group) for group in transcription if group.strip("_")]


def _letters(phones: _Phones) -> str:
    return "".join(phone.symbol[0] for phone in phones)


def _alike(heard: _Phones, alone: _Phones) -> bool:
    left, right = _letters(heard), _letters(alone)
    return left == right or _edits(left, right) <= max(len(left), len(right)) // 2


def _share_out(heard: list[_Phones], alone: list[_Phones]) -> list[_Phones]:
    """Match espeak's words with ours: one with one, one with several of ours, or several with one of ours.

    Dynamic programming over both sequences; a match costs the phones in which the two sides differ.
    """
    end = (len(heard), len(alone))
    costs: dict[_Place, float] = {(0, 0): 0.0}
    origins: dict[_Place, _Place] = {}
    for place in ((i, j) for i in range(end[0] + 1) for j in range(end[1] + 1)):
        if place not in costs:
            continue
        for step in _STEPS:
            target = (place[0] + step[0], place[1] + step[1])
            if target[0] > end[0] or target[1] > end[1] or abs(target[0] * end[1] - target[1] * end[0]) > _band(end):
                continue
            cost = costs[place] + _difference(heard[place[0] : target[0]], alone[place[1] : target[1]])
            if cost < costs.get(target, float("inf")):
                costs[target], origins[target] = cost, place
    return _traced(heard, alone, origins)


_STEPS = (
    *((1, joined) for joined in range(1, _MOST_JOINED + 1)),
    *((parts, 1) for parts in range(2, _MOST_JOINED + 1)),
    (0, 1),
    (1, 0),
)


def _band(end: _Place) -> int:
    """How far, in words times words, a match may stray from the diagonal."""
    return 2 * _MOST_JOINED * max(end) + end[0] + end[1]


def _difference(heard: list[_Phones], alone: list[_Phones]) -> float:
    left, right = "".join(map(_letters, heard)), "".join(map(_letters, alone))
    if not left or not right:
        return _MISSING_WORD_COST + len(left) + len(right)
    return _edits(left, right) + _DIFFERENT_COUNT_COST * (len(heard) + len(alone) - 2)


@lru_cache(maxsize=65536)
def _edits(left: str, right: str) -> int:
    """The Levenshtein distance."""
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other)))
        previous = current
    return previous[-1]


def _traced(heard: list[_Phones], alone: list[_Phones], origins: dict[_Place, _Place]) -> list[_Phones]:
    shared = list(alone)
    end = (len(heard), len(alone))
    while end != (0, 0):
        start = origins[end]
        phones = tuple(phone for group in heard[start[0] : end[0]] for phone in group)
        for word, share in zip(range(start[1], end[1]), _cut(phones, alone[start[1] : end[1]]), strict=True):
            shared[word] = share or alone[word]
        end = start
    return shared


def _cut(phones: _Phones, alone: list[_Phones]) -> list[_Phones]:
    """Cut the phones of words that espeak joined where the words spoken alone fit best."""
    if len(alone) <= 1:
        return [phones][: len(alone)]
    letters, first, rest = _letters(phones), _letters(alone[0]), "".join(map(_letters, alone[1:]))
    cut = min(
        range(1, max(2, len(phones) - len(alone) + 2)),
        key=lambda at: _edits(letters[:at], first) + _edits(letters[at:], rest),
    )
    return [phones[:cut], *_cut(phones[cut:], alone[1:])]

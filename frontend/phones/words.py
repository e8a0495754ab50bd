"""espeak's transcription of a clause shared out among the clause's own words."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from frontend.phones.espeak import transcribe
from frontend.phones.ipa import parse_phones
from frontend.utterance import Phone

LONGEST_WORD = 48  # letters handed to espeak at once; beyond 160 bytes it forgets the rest
_LONGEST_CLAUSE = 64  # words handed to espeak at once
_MOST_PHONES = 60  # in a word that is looked for in its clause; one this long is a row of letters read by name

_STEPS = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (3, 1), (4, 1), (2, 2))  # groups heard, words
_FARTHEST_DRIFT = 6  # words that espeak has joined more than it has parted, or the other way, beyond what is left over

_REDUCED = 3  # phones; a word as short ("have", "to", "a") may sound otherwise in its clause

_Phones = tuple[Phone, ...]


def phonemize_words(words: list[str], language: str) -> list[_Phones]:
    """Return the phones of each word of a clause.

    A word in its clause sounds other than alone ("the end", "of the"), so clauses are transcribed whole. Where what
    comes back is not word for word ours, it is aligned with the words spoken one by one.

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
    alone = [_phonemize_alone(word, language) for word in words]
    if any(len(phones) > _MOST_PHONES for phones in alone):
        return alone
    heard = [parse_phones(group) for group in transcribe(" ".join(words), language)]
    if len(heard) == len(alone) and all(map(_alike, heard, alone)):
        return heard
    return [
        phones
        for groups, mates in _matched(heard, alone)
        for phones in _shared(tuple(phone for group in groups for phone in group), mates)
    ]


@lru_cache(maxsize=16384)
def _phonemize_alone(word: str, language: str) -> _Phones:
    groups = transcribe(word, language) or transcribe(_letter_names(word), "en-us")
    return tuple(phone for group in groups for phone in parse_phones(group))


def _letter_names(word: str) -> str:
    """The Unicode names of letters that espeak passes over, so that no letter goes unheard."""
    return " ".join(unicodedata.name(letter, "unknown symbol").replace("-", " ").lower() for letter in word)


def _letters(phones: _Phones) -> str:
    return "".join(phone.symbol[0] for phone in phones)


def _alike(heard: _Phones, alone: _Phones) -> bool:
    return Levenshtein.distance(_letters(heard), _letters(alone)) <= max(len(heard), len(alone)) // 2


def _matched(heard: list[_Phones], alone: list[_Phones]) -> Iterator[tuple[list[_Phones], list[_Phones]]]:
    """Match what was heard with the words: one with one, several that espeak joined with one, one with its parts.

    The match with the fewest edits, so that a word that sounds unlike itself leaves its neighbours alone.
    """
    groups, words = list(map(_letters, heard)), list(map(_letters, alone))
    end = (len(groups), len(words))
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {(0, 0): (0, (0, 0))}
    drift = abs(len(groups) - len(words)) + _FARTHEST_DRIFT
    for group in range(end[0] + 1):
        for word in range(max(0, group - drift), min(end[1], group + drift) + 1):
            if (group, word) not in best:
                continue
            reached = best[group, word][0]
            for taken, given in _STEPS:
                to = (group + taken, word + given)
                if to[0] > end[0] or to[1] > end[1]:
                    continue
                cost = reached + Levenshtein.distance("".join(groups[group : to[0]]), "".join(words[word : to[1]]))
                if to not in best or cost < best[to][0]:
                    best[to] = (cost, (group, word))
    if end not in best:
        yield heard, alone
        return
    path = [end]
    while path[-1] != (0, 0):
        path.append(best[path[-1]][1])
    for (group, word), (last_group, last_word) in pairwise(reversed(path)):
        yield heard[group:last_group], alone[word:last_word]


def _shared(heard: _Phones, alone: list[_Phones]) -> list[_Phones]:
    """What was heard of words that espeak joined; words that are not to be told apart keep what they have alone."""
    if len(alone) == 1:
        return [heard or alone[0]]
    shares = _share_out(heard, alone)
    strays = [share for share, own in zip(shares, alone, strict=True) if len(own) > _REDUCED and not _alike(share, own)]
    return alone if strays else shares


def _share_out(heard: _Phones, alone: list[_Phones]) -> list[_Phones]:
    """Give each phone that was heard to the word whose own phones it is aligned with (fewest edits).

    A phone that no word has by itself, such as a linking r, goes to the word before it. A word that is left with
    nothing keeps the phones it has alone.
    """
    owners = [word for word, phones in enumerate(alone) for _ in phones]
    shares: list[list[Phone]] = [[] for _ in alone]
    owner = 0
    for edit in Levenshtein.opcodes(_letters(heard), "".join(map(_letters, alone))):
        for offset, phone in enumerate(heard[edit.src_start : edit.src_end]):
            if edit.tag != "delete":
                owner = owners[edit.dest_start + offset]
            shares[owner].append(phone)
    return [tuple(share) or own for share, own in zip(shares, alone, strict=True)]

"""Make the dictionary of Ukrainian stress: `python -m frontend.stress.make_ukrainian stress.trie data/uk.npz`.

The words are those of ukrainian-word-stress (`ukrainian_word_stress/data/stress.trie`, MIT; marisa-trie reads it): 2.7
million forms with one stress each. They are kept as the shortest endings that tell their stress: an ending stands for
all words that end so, unless a longer one says otherwise. A word of several stresses (замок) is left out, unless all
but one are those of a vocative, dative or locative.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from frontend.stress.dictionary import START, endings_checksums
from frontend.stress.marks import VOWEL_LETTERS

_RECORD, _TAGS = b"\xff", b"\xfe"
_DATIVE, _LOCATIVE, _VOCATIVE = b"\x22", b"\x25", b"\x26"  # as the dictionary writes them
_RARE_CASES: tuple[tuple[bytes, ...], ...] = ((), (_VOCATIVE,), (_VOCATIVE, _DATIVE, _LOCATIVE))
_Entry = tuple[str, int]  # a word backwards, and the syllables after its stress


def main() -> None:
    """Read the trie, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trie", type=Path)
    parser.add_argument("table", type=Path)
    options = parser.parse_args()
    entries = sorted(read_words(options.trie).items())
    endings = dict(shortest_endings([((START + word)[::-1], after) for word, after in entries]))
    by_checksum = sorted((endings_checksums_of(ending), after) for ending, after in endings.items())
    checksums, after = zip(*by_checksum, strict=True)
    np.savez(options.table, endings=np.array(checksums, np.uint32), stressed=np.array(after, np.uint8))
    print(f"{len(entries)} words, {len(endings)} endings")


def read_words(trie: Path) -> dict[str, int]:
    """Return the words of two syllables or more that have one stress, with the syllables that follow it."""
    import marisa_trie

    words: dict[str, int] = {}
    for written, value in marisa_trie.BytesTrie().load(str(trie)).iteritems():
        accents = _likely_accents(value)
        word, syllables = written.lower(), sum(letter in VOWEL_LETTERS for letter in written.lower())
        if len(accents) == 1 and syllables > 1 and (written == word or word not in words):
            (accent,) = accents
            if len(accent) == 1:
                words[word] = syllables - sum(letter in VOWEL_LETTERS for letter in word[: accent[0]])
    return words


def _likely_accents(value: bytes) -> set[bytes]:
    """The stresses of a word, without those it has only in cases that are rarely met, if others are left."""
    readings = [item.partition(_TAGS)[::2] for item in value.split(_RECORD) if item]
    for rare in _RARE_CASES:
        accents = {accent for accent, tags in readings if not any(case in tags for case in rare)}
        if len(accents) == 1:
            return accents
    return {accent for accent, _ in readings}


def shortest_endings(words: list[_Entry]) -> Iterator[_Entry]:
    """Yield the endings that tell the stress of all these words, given backwards and sorted."""
    ordered = sorted(words)
    pending = [(0, len(ordered), 0, -1)]  # first, last, letters in common, what a shorter ending says
    while pending:
        first, last, depth, said = pending.pop()
        counts = Counter(after for _, after in ordered[first:last])
        most, times = counts.most_common(1)[0]
        if counts.get(said, 0) == times:
            most = said
        if most != said:
            yield ordered[first][0][:depth], most
        if len(counts) == 1:
            continue
        start = first
        for place in range(first + 1, last + 1):
            if place == last or ordered[place][0][depth] != ordered[start][0][depth]:
                pending.append((start, place, depth + 1, most))
                start = place


def endings_checksums_of(ending: str) -> int:
    """Return the checksum of one ending, given backwards."""
    return endings_checksums(ending[::-1].removeprefix(START))[len(ending)]


if __name__ == "__main__":
    main()

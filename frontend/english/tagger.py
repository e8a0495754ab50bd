"""Parts of speech of English words: a conditional random field over words, their ends and their neighbours.

The weights (`data/tagger.npz`) are those of gruut's tagger, pruned and rounded by `make_tagger`, which says whose they
are. The features are the ones it was trained with.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS_FILE = Path(__file__).parent / "data" / "tagger.npz"
REACH = 2  # words on either side that a tag depends on
_LONGEST = 128  # words tagged together, so that no sentence costs more than its length
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_Weights = NDArray[np.float32]


def tag(words: Sequence[str]) -> list[str]:
    """Return the part of speech of each word and mark of a sentence, in the tags of the Penn Treebank ("NN", "VBD").

    Contractions are two words, as in that treebank: "do", "n't".
    """
    tags: list[str] = []
    for start in range(0, len(words), _LONGEST):
        tags += _tag(words[start : start + _LONGEST])
    return tags


@dataclass(frozen=True)
class TaggerWeights:
    """Weights by feature and tag, those that are not zero; features are known by the CRC of their name.

    Attributes:
        tags: [L].
        features: [A], CRC-32 of the names, ascending.
        starts: [A + 1], where the weights of a feature start, and where the last one's end.
        tag_of_weight, weights: of all features, one after another.
        transitions: [L, L], from a tag to the next.
    """

    tags: tuple[str, ...]
    features: NDArray[np.uint32]
    starts: NDArray[np.intp]
    tag_of_weight: NDArray[np.uint8]
    weights: _Weights
    transitions: _Weights

    def of(self, names: Sequence[Sequence[str]], values: Sequence[float]) -> _Weights:
        """Return the weights of features, summed in rows: [R, L].

        Args:
            names: [R, F].
            values: [F], of the features of every row.
        """
        keys = np.array([zlib.crc32(name.encode()) for row in names for name in row], dtype=np.uint32)
        places = np.searchsorted(self.features, keys)
        known = np.take(self.features, places, mode="clip") == keys
        places, rows = places[known], np.repeat(np.arange(len(names)), len(values))[known]
        counts = self.starts[places + 1] - self.starts[places]
        firsts = np.cumsum(counts) - counts
        of_weight = np.repeat(self.starts[places] - firsts, counts) + np.arange(counts.sum())
        cells = np.repeat(rows * len(self.tags), counts) + self.tag_of_weight[of_weight]
        weighed = np.repeat(np.tile(values, len(names))[known], counts) * self.weights[of_weight]
        summed = np.bincount(cells, weighed, minlength=len(names) * len(self.tags))
        return summed.reshape(len(names), -1).astype(np.float32)


@lru_cache(maxsize=1)
def weights() -> TaggerWeights:
    """Return the weights of the tagger that ships inside."""
    with np.load(WEIGHTS_FILE) as stored:
        return TaggerWeights(
            tuple(str(stored["tags"]).split()),
            stored["features"],
            np.concatenate(([0], np.cumsum(stored["counts"], dtype=np.intp))),
            stored["tag_of_weight"],
            stored["weights"].astype(np.float32),
            stored["transitions"].astype(np.float32),
        )


_WITHOUT_A_SUBJECT = frozenset(
    """is isn't has hasn't does doesn't 's was comes goes gets gives keeps stays remains looks sounds seems feels smells
    tastes makes takes works needs wants depends happens turns means helps serves includes requires says""".split()
)
"""Verbs in the third person that begin a question, or a sentence that leaves its subject out: "Sounds close to me."

Any other such word at the beginning is a noun: "Stores close at nine." News, which it learned from, has few of them.
"""


def _tag(words: Sequence[str]) -> list[str]:
    known = weights()
    evidence = np.array([_evidence(word) for word in words])  # [N, 2 * REACH + 1, L]
    scores = evidence[:, REACH].copy()
    for distance in range(1, REACH + 1):
        scores[distance:] += evidence[:-distance, REACH - distance]
        scores[:-distance] += evidence[distance:, REACH + distance]
    edges = _edges()
    scores[0] += edges[0]
    scores[-1] += edges[1]
    if words[0].lower() not in _WITHOUT_A_SUBJECT:
        scores[0, known.tags.index("VBZ")] = -np.inf
    return [known.tags[place] for place in _best_path(scores, known.transitions)]


@lru_cache(maxsize=1)
def _edges() -> _Weights:
    return weights().of([["BOS"], ["EOS"]], [1.0])


@lru_cache(maxsize=8192)
def _evidence(word: str) -> _Weights:
    """What a word says of the tags around it: [2 * REACH + 1, L], of the word that it is `REACH - row` before."""
    named = {
        "bias": 1.0,
        f"word:{word}": 1.0,
        "len(word)": float(len(word)),
        "word.ispunctuation": float(word in _PUNCTUATION),
        "word.isdigit()": float(word.isdigit()),
        f"word[:2]:{word[:2]}": 1.0,
        f"word[:3]:{word[:3]}": 1.0,
        f"word[-2:]:{word[-2:]}": 1.0,
        f"word[-3:]:{word[-3:]}": 1.0,
    }
    prefixes = (f"{distance:+d}:" if distance else "" for distance in range(-REACH, REACH + 1))
    return weights().of([[prefix + name for name in named] for prefix in prefixes], list(named.values()))


def _best_path(scores: _Weights, transitions: _Weights) -> list[int]:
    """The most likely row of tags (Viterbi): scores [N, L], transitions [L, L]."""
    transitions_to, every = np.ascontiguousarray(transitions.T), np.arange(len(transitions))
    best = scores[0]
    origins = []
    for row in scores[1:]:
        reached = transitions_to + best  # [L, L], from each tag along the rows
        origin = reached.argmax(axis=1)
        origins.append(origin)
        best = reached[every, origin] + row
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]

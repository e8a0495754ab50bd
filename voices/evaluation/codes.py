"""What is in the codes of speech: who speaks, which phones are said, how many of the codes are in use.

Probes are linear discriminants with equal priors: closed form, so that two runs agree, and blind to how often a class
occurs. What they find is compared with what they find in cepstra.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.evaluation.time_warping import cheapest_way

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

RIDGE = 1e-2
"""Of the mean variance, added to all variances: directions that hardly vary tell nothing."""


@dataclass(frozen=True)
class Discriminant:
    """A linear classifier: scores are `values @ weights + biases`, of the classes in `labels`."""

    labels: Integers
    weights: Floats
    biases: Floats

    def choose(self, values: Floats) -> Integers:
        """Return the class of each row of values [M, C]."""
        chosen: Integers = self.labels[(values @ self.weights + self.biases).argmax(1)]
        return chosen


def discriminant(values: Floats, classes: Integers) -> Discriminant:
    """Return Fisher's linear discriminant of values [M, C] of these classes [M], all equally likely beforehand."""
    labels, places = np.unique(classes, return_inverse=True)
    counts = np.bincount(places)
    means = np.stack([values[places == place].mean(0) for place in range(len(labels))])
    centred = values - means[places]
    covariance = (centred / counts[places][:, None]).T @ centred / len(labels)
    covariance += RIDGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    weights = np.linalg.solve(covariance, means.T)
    return Discriminant(labels, weights, -0.5 * (means * weights.T).sum(1))


def balanced_accuracy(chosen: Integers, classes: Integers) -> float:
    """Return the mean over classes of how often each is recognised, 0 to 1."""
    return float(np.mean([(chosen[classes == label] == label).mean() for label in np.unique(classes)]))


def with_neighbours(values: Floats, reach: int) -> Floats:
    """Return rows [N, C] with those before and after them, [N, (2 * reach + 1) * C]; the ends are repeated."""
    padded = np.pad(values, ((reach, reach), (0, 0)), mode="edge")
    return np.concatenate([padded[place : place + len(values)] for place in range(2 * reach + 1)], axis=1)


def perplexity(codes: Integers, count: int) -> float:
    """Return how many equally frequent codes would be as uncertain as these [M], of `count`."""
    share = np.bincount(codes, minlength=count) / len(codes)
    used = share[share > 0]
    return float(np.exp(-(used * np.log(used)).sum()))


@dataclass(frozen=True)
class Token:
    """A phone as it was said once: `vectors` [N, C] of its steps."""

    phone: int
    speaker: int
    vectors: Floats


def abx_error(tokens: Sequence[Token], trials: int, seed: int = 0, across: bool = True) -> float:
    """Return how often a phone is taken for another one (Schatz et al. 2013).

    X and A are the same phone, B is another one that A's speaker says; all three pairs of phones are equally likely.
    Wrong is where X is nearer to B than to A, by the mean cosine distance along the best alignment.

    Args:
        across: whether X is another speaker's, rather than the same one's.
    """
    random = np.random.default_rng(seed)
    said: dict[tuple[int, int], list[Token]] = {}
    for token in tokens:
        said.setdefault((token.speaker, token.phone), []).append(token)
    speakers = sorted({speaker for speaker, _ in said})
    phones = sorted({phone for _, phone in said})
    wrong = asked = 0.0
    while asked < trials:
        one, other = random.choice(speakers, 2, replace=False) if across else (random.choice(speakers),) * 2
        right, foil = random.choice(phones, 2, replace=False)
        groups = [said.get(key, []) for key in ((one, right), (one, foil), (other, right))]
        if min(map(len, groups)) < (1 if across else 2):
            continue
        a, b, x = (group[random.integers(len(group))] for group in groups)
        if a is x:
            continue
        near, far = alignment_distance(x.vectors, a.vectors), alignment_distance(x.vectors, b.vectors)
        wrong += 1.0 if near > far else 0.5 if near == far else 0.0
        asked += 1
    return wrong / asked


def alignment_distance(one: Floats, other: Floats) -> float:
    """Return the mean cosine distance of two sequences [N, C] and [M, C] along their best alignment."""
    unit = [values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9) for values in (one, other)]
    distances = (1 - unit[0] @ unit[1].T).astype(np.float32)
    way = cheapest_way(distances)
    return float(distances[way[:, 0], way[:, 1]].mean())

"""How each state sounds: one Gaussian with a diagonal covariance for each label."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRIOR_FRAMES = 20.0
"""How many frames of evidence the prior counts for, where a label was hardly heard."""
LEAST_VARIANCE = 0.05
"""Of the prior's mean variance over all labels; keeps a label heard once from expecting that frame for ever."""


@dataclass(frozen=True)
class Gaussians:
    """Means and variances, [labels, C]."""

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]

    def log_likelihood(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return log p(frame | label), up to one constant for all, [F, labels]."""
        precision = 1 / self.variance
        constant = -0.5 * (np.log(self.variance) + self.mean**2 * precision).sum(axis=1)
        linear = features @ (self.mean * precision).T.astype(np.float32)
        square = features**2 @ (0.5 * precision).T.astype(np.float32)
        return np.asarray(constant.astype(np.float32) + linear - square, np.float32)


Labelled = tuple[NDArray[np.float32], NDArray[np.int32]]
"""Features [F, C] of a recording, and the label of each frame [F]."""


def estimate(recordings: Iterable[Labelled], prior: Gaussians) -> Gaussians:
    """Return the Gaussians that make labelled frames most likely, drawn to a prior (MAP, Gauvain and Lee, 1994)."""
    count = np.full((len(prior.mean), 1), PRIOR_FRAMES)
    total = PRIOR_FRAMES * prior.mean
    squares = PRIOR_FRAMES * (prior.variance + prior.mean**2)
    for features, labels in recordings:
        order = np.argsort(labels, kind="stable")
        present, starts = np.unique(labels[order], return_index=True)
        ordered = features[order].astype(np.float64)
        count[present, 0] += np.diff(np.append(starts, len(labels)))
        total[present] += np.add.reduceat(ordered, starts)
        squares[present] += np.add.reduceat(ordered**2, starts)
    mean = total / count
    floor = LEAST_VARIANCE * prior.variance.mean(axis=0)
    return Gaussians(mean, np.maximum(squares / count - mean**2, floor))


def overall(recordings: Iterable[NDArray[np.float32]], labels: int) -> Gaussians:
    """Return the same Gaussian for every label: that of all frames together."""
    frames = np.concatenate(list(recordings)).astype(np.float64)
    return Gaussians(np.tile(frames.mean(axis=0), (labels, 1)), np.tile(frames.var(axis=0), (labels, 1)))

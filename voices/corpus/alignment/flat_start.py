"""Where learning begins: the phones laid at random along the stretch where there is speech."""

import numpy as np
from numpy.typing import NDArray

from voices.corpus.alignment.cepstra import Observation
from voices.corpus.alignment.topology import PAUSE_LABEL, Topology

EVENNESS = 4.0
"""Shape of the gamma distribution that durations are drawn from; the larger, the more even they are."""


def flat_start(observation: Observation, chain: Topology, rng: np.random.Generator) -> NDArray[np.int32]:
    """Return a state for each frame, [F]: pauses at both ends, between them every state of every phone in its order."""
    first, last = observation.speech
    spoken = np.flatnonzero(chain.labels != PAUSE_LABEL).astype(np.int32)
    durations = rng.gamma(EVENNESS, size=len(spoken))
    ends = first + np.cumsum(durations) / durations.sum() * (last - first)
    path = np.zeros(len(observation.features), np.int32)
    inside = np.arange(first, min(last, len(path)))
    path[inside] = spoken[np.minimum(np.searchsorted(ends, inside, side="right"), len(spoken) - 1)]
    path[last:] = len(chain.labels) - 1
    return path

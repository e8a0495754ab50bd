"""The hidden Markov chain of a transcript: three states a phone, a pause between words that may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.corpus.alignment.cepstra import HOP_SECONDS
from voices.corpus.alignment.transcript import Words

STATES_PER_PHONE = 3
SHORTEST_PHONE_SECONDS = STATES_PER_PHONE * HOP_SECONDS
PAUSE_STATES = 4
"""The shortest pause, in frames; its states all sound alike."""
PAUSE_LABEL = 0


@dataclass(frozen=True)
class Topology:
    """A chain of S states, walked from left to right; each may be stayed in.

    Attributes:
        labels: [S], which Gaussian speaks in the state; 0 is the pause.
        skips: [S], the state from which this one may be entered past the pause before it; -1 for none.
        phone_states: [N], the first state of each phone.
    """

    labels: NDArray[np.int32]
    skips: NDArray[np.int32]
    phone_states: NDArray[np.int32]

    @property
    def shortest_frames(self) -> int:
        """Frames that the transcript takes at the very least."""
        return STATES_PER_PHONE * len(self.phone_states)

    def phone_of_state(self) -> NDArray[np.int32]:
        """Return the number of each state's phone, [S]; -1 in a pause."""
        phones = np.full(len(self.labels), -1, np.int32)
        for number, state in enumerate(self.phone_states):
            phones[state : state + STATES_PER_PHONE] = number
        return phones


def label_count(phones: Mapping[str, int]) -> int:
    """Return how many Gaussians an inventory needs."""
    return 1 + STATES_PER_PHONE * len(phones)


def topology(words: Words, phones: Mapping[str, int]) -> Topology:
    """Return the chain of a transcript, a pause at both ends and after each word.

    Args:
        phones: the number of each phone symbol, from 0.
    """
    labels, skips, phone_states = [PAUSE_LABEL] * PAUSE_STATES, [-1] * PAUSE_STATES, []
    for number, word in enumerate(words):
        before_pause = len(labels) - PAUSE_STATES - 1 if number else -1
        for place, phone in enumerate(word):
            phone_states.append(len(labels))
            first = 1 + STATES_PER_PHONE * phones[phone]
            labels += range(first, first + STATES_PER_PHONE)
            skips += [before_pause if place == 0 else -1, *([-1] * (STATES_PER_PHONE - 1))]
        labels += [PAUSE_LABEL] * PAUSE_STATES
        skips += [-1] * PAUSE_STATES
    return Topology(*(np.array(column, np.int32) for column in (labels, skips, phone_states)))

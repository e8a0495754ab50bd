"""Align a corpus: learn how its phones sound from a flat start, for all speakers and then for each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.corpus.alignment.cepstra import HOP_SECONDS, Observation, normalised_cepstra
from voices.corpus.alignment.flat_start import flat_start
from voices.corpus.alignment.gaussians import Gaussians, estimate, overall
from voices.corpus.alignment.topology import PAUSE_STATES, Topology, label_count, topology
from voices.corpus.alignment.transcript import Alignment, Words
from voices.corpus.alignment.viterbi import most_likely_path

Path = NDArray[np.int32]
"""The state of each frame, [F]."""


class AlignmentError(TtsError):
    """A recording that cannot be aligned with its text."""


@dataclass(frozen=True)
class AlignerConfig:
    """How an aligner learns.

    Attributes:
        seed: of the random durations it starts from.
        shared_passes: rounds of aligning and learning over all speakers together.
        speaker_passes: rounds more over each speaker alone, starting from what all taught.
    """

    seed: int = 0
    shared_passes: int = 12
    speaker_passes: int = 4

    def __post_init__(self) -> None:
        if self.shared_passes < 1 or self.speaker_passes < 0:
            raise ValueError(f"an aligner needs at least one shared pass: {self}")


@dataclass(frozen=True)
class Spoken:
    """A recording to align: who speaks, what, and how it sounds (`observe`).

    Attributes:
        teaches: whether the aligner learns from it; if not, it is only aligned.
    """

    speaker: str
    words: Words
    observation: Observation
    teaches: bool = True


def align_corpus(
    recordings: Sequence[Spoken],
    config: AlignerConfig,
) -> list[Alignment]:
    """Return the alignment of each recording, learned from all of them.

    Raises:
        AlignmentError: a recording is too short for its text.
    """
    phones = {phone: i for i, phone in enumerate(sorted({p for one in recordings for w in one.words for p in w}))}
    chains = [topology(one.words, phones) for one in recordings]
    _check_lengths(recordings, chains)
    rng = np.random.default_rng(config.seed)
    paths = [flat_start(one.observation, chain, rng) for one, chain in zip(recordings, chains, strict=True)]
    teaches = [one.teaches for one in recordings]
    rows = [_Row(*row) for row in zip(_normalised(recordings), chains, paths, teaches, strict=True)]
    gaussians = overall((row.features for row in rows), label_count(phones))
    for _ in range(config.shared_passes):
        gaussians = _learn_and_realign(rows, gaussians)
    for members in _by_speaker(recordings).values():
        for _ in range(config.speaker_passes):
            _learn_and_realign([rows[member] for member in members], gaussians)
    return [_alignment(one.words, row) for one, row in zip(recordings, rows, strict=True)]


@dataclass
class _Row:
    """A recording while it is being aligned; each pass replaces the path."""

    features: NDArray[np.float32]
    chain: Topology
    path: Path
    teaches: bool


def _learn_and_realign(rows: Sequence[_Row], prior: Gaussians) -> Gaussians:
    gaussians = estimate(((row.features, row.chain.labels[row.path]) for row in rows if row.teaches), prior)
    for row in rows:
        likelihood = gaussians.log_likelihood(row.features)
        row.path, _ = most_likely_path(likelihood, row.chain.labels, row.chain.skips, PAUSE_STATES)
    return gaussians


def _check_lengths(recordings: Sequence[Spoken], chains: Sequence[Topology]) -> None:
    for one, chain in zip(recordings, chains, strict=True):
        frames = len(one.observation.features)
        if frames < chain.shortest_frames:
            raise AlignmentError(
                f"a recording of {frames * HOP_SECONDS:.2f} s cannot hold the {len(chain.phone_states)} phones of "
                f"{' '.join(''.join(word) for word in one.words)!r}; see whether text and recording belong together"
            )


def _by_speaker(recordings: Sequence[Spoken]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(recordings):
        members[one.speaker].append(number)
    return members


def _normalised(recordings: Sequence[Spoken]) -> list[NDArray[np.float32]]:
    features: dict[int, NDArray[np.float32]] = {}
    for members in _by_speaker(recordings).values():
        cepstra = normalised_cepstra([recordings[member].observation.features for member in members])
        features.update(zip(members, cepstra, strict=True))
    return [features[number] for number in range(len(recordings))]


def _alignment(words: Words, row: _Row) -> Alignment:
    phone_of_frame = row.chain.phone_of_state()[row.path]
    numbers = np.arange(len(row.chain.phone_states))
    spoken = np.flatnonzero(phone_of_frame >= 0)
    order = phone_of_frame[spoken]
    starts = spoken[np.searchsorted(order, numbers, side="left")]
    ends = spoken[np.searchsorted(order, numbers, side="right") - 1] + 1
    return Alignment(words, *(tuple((times * HOP_SECONDS).tolist()) for times in (starts, ends)))

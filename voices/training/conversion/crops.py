"""Random crops of speech as batches for a conversion model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.conditioning.vocoder_features import scaled_mel
from voices.conversion.config import ConversionConfig
from voices.conversion.heard import by_code, cepstra, loudest, normalised, spoken, surroundings
from voices.files.configuration import require
from voices.training.conversion.parallel import Parallels
from voices.training.conversion.perturbation import PerturbationConfig, perturbed
from voices.training.conversion.speech import ConversionSpeech
from voices.training.loop.batch import Batch

Arrays = dict[str, NDArray[Any]]
Floats = NDArray[np.float32]


class NoConversionSpeechError(TtsError):
    """There is nothing to train a conversion model on."""


@dataclass(frozen=True)
class ConversionCropConfig:
    """Crops of a batch.

    Attributes:
        codes: steps of a crop.
        targets: the first so many speakers are those that conversion is to speak as.
        target_share: of crops that are of theirs; the others' teach the encoder to hear many voices.
        parallel_share: of crops of texts that others have said too, in which one of these is heard instead.
    """

    batch_size: int = 16
    codes: int = 128
    targets: int = 0
    target_share: float = 0.6
    parallel_share: float = 0.0
    perturbation: PerturbationConfig = field(default_factory=PerturbationConfig)

    def __post_init__(self) -> None:
        for name in ("batch_size", "codes"):
            require(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}, but must be at least 1")
        require(0 < self.target_share <= 1, f"target_share is {self.target_share}, but must be in (0, 1]")
        require(0 <= self.parallel_share <= 1, f"parallel_share is {self.parallel_share}, but must be in [0, 1]")


class ConversionCrops:
    """Random crops of utterances that are not held out; calling it with a step returns that step's batch."""

    def __init__(
        self, speech: Sequence[ConversionSpeech], network: ConversionConfig, crops: ConversionCropConfig, seed: int
    ) -> None:
        learned = [one for one in speech if not one.held_out]
        if not learned:
            raise NoConversionSpeechError("no utterance is left to train on; every one is held out or was skipped")
        self._targets = [one for one in learned if one.speaker < crops.targets] or learned
        self._others = [one for one in learned if one.speaker >= crops.targets] or learned
        self._parallels = Parallels(learned, network.coefficients)
        self._network, self._crops, self._seed = network, crops, seed

    def __call__(self, step: int) -> Batch:
        random = np.random.default_rng([self._seed, step])
        rows = [self._row(random) for _ in range(self._crops.batch_size)]
        return stacked(rows)

    def _row(self, random: np.random.Generator) -> Arrays:
        pool = self._targets if random.random() < self._crops.target_share else self._others
        one = pool[random.integers(len(pool))]
        frames = self._crops.codes * self._network.frames_per_code
        start = int(random.integers(max(len(one.log_mel) - frames, 0) + 1))
        source = self._source(one, random)
        return arrays(one, self._network, slice(start, start + frames), self._crops.perturbation, random, source)

    def _source(self, one: ConversionSpeech, random: np.random.Generator) -> Floats | None:
        """Whose spectrum is heard in the utterance's place, in its time; None for its own."""
        others = self._parallels.of(one) if self._crops.parallel_share else []
        if not others or random.random() >= self._crops.parallel_share:
            return None
        return self._parallels.in_time_of(one, others[random.integers(len(others))])


def held_out_batches(
    speech: Sequence[ConversionSpeech], network: ConversionConfig, crops: ConversionCropConfig
) -> list[Batch]:
    """Return the beginnings of held-out utterances, each a crop long, as they were recorded, in batches."""
    beginning = slice(0, crops.codes * network.frames_per_code)
    rows = [arrays(one, network, beginning) for one in speech if one.held_out]
    return [stacked(rows[i : i + crops.batch_size]) for i in range(0, len(rows), crops.batch_size)]


def arrays(
    one: ConversionSpeech,
    network: ConversionConfig,
    frames: slice,
    perturbation: PerturbationConfig | None = None,
    random: np.random.Generator | None = None,
    source: Floats | None = None,
) -> Arrays:
    """Return a stretch of an utterance by codes: what is heard, what is to be decoded, pitch, phones, speaker.

    Args:
        source: a spectrum [F, bands] to be heard in place of the utterance's own.
    """
    log_mel = one.log_mel[frames].astype(np.float32)
    each = network.frames_per_code
    changed = log_mel if source is None else source[frames]
    if perturbation is not None and random is not None:
        changed = perturbed(changed, perturbation, random, network.features)
    heard = cepstra(changed, network.coefficients)
    return {
        "heard": by_code(normalised(heard, surroundings(spoken(heard, loudest(heard)))), each),
        "mel": by_code(scaled_mel(log_mel, network.features), each),
        "pitch": by_code(one.pitch[frames].astype(np.float32), each),
        "phone": one.phones[frames][each // 2 :: each].astype(np.int64),
        "speaker": np.array(one.speaker),
    }


def stacked(rows: Sequence[Arrays]) -> Batch:
    """Return rows as one batch, shorter ones filled up and masked."""
    longest = max(len(row["heard"]) for row in rows)
    filled: Arrays = {"mask": np.zeros((len(rows), longest), np.float32)}
    for name in rows[0]:
        shape = rows[0][name].shape
        filled[name] = np.zeros((len(rows), *((longest, *shape[1:]) if shape else ())), rows[0][name].dtype)
    for i, row in enumerate(rows):
        length = len(row["heard"])
        filled["mask"][i, :length] = 1
        for name, array in row.items():
            if array.ndim:
                filled[name][i, : min(len(array), length)] = array[:length]
            else:
                filled[name][i] = array
    return Batch(filled, int(filled["mask"].sum()))

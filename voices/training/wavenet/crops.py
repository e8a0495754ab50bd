"""Batches for a WaveNet: random crops of packed utterances, the same ones for the same seed and step."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.corpus.utterances.packed_audio import PackedAudio, PackedUtterance
from voices.sound.sixteen_bits import waveform_of
from voices.training.loop.batch import Batch
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.wavenet.config import WaveNetConfig


class NoTrainingDataError(TtsError):
    """No utterance is long enough, or the data does not fit the network."""


class Crops:
    """Random crops of the utterances that are not held out; calling it with a step returns that step's batch."""

    def __init__(self, data: PackedAudio, network: WaveNetConfig, crops: CropConfig, seed: int) -> None:
        _check_fit(data, network)
        self._network, self._crops, self._seed = network, crops, seed
        self._utterances = long_enough(data, crops.frames, held_out=False)
        starts = np.array([_frames(utterance, network) - crops.frames + 1 for utterance in self._utterances])
        self._ends = np.cumsum(starts)  # every possible crop is equally likely

    def __call__(self, step: int) -> Batch:
        random = np.random.default_rng([self._seed, step])
        places = random.integers(0, self._ends[-1], self._crops.batch_size)
        chosen = np.searchsorted(self._ends, places, side="right")
        rows = []
        for place, i in zip(places, chosen, strict=True):
            first_frame = int(place - (self._ends[i - 1] if i else 0))
            rows.append(crop(self._utterances[i], self._network, first_frame, self._crops.frames))
        return _stacked(rows)


def held_out_batches(data: PackedAudio, network: WaveNetConfig, crops: CropConfig, batches: int) -> list[Batch]:
    """Return up to `batches` fixed batches, crops from the middle of held-out utterances, speakers in turn."""
    utterances = long_enough(data, crops.frames, held_out=True, required=False)
    by_speaker: dict[int, list[PackedUtterance]] = {}
    for utterance in utterances:
        by_speaker.setdefault(utterance.speaker, []).append(utterance)
    longest = max((len(same) for same in by_speaker.values()), default=0)
    in_turn = [same[i] for i in range(longest) for same in by_speaker.values() if i < len(same)]
    rows = []
    for utterance in in_turn[: batches * crops.batch_size]:
        rows.append(crop(utterance, network, (_frames(utterance, network) - crops.frames) // 2, crops.frames))
    return [_stacked(rows[i : i + crops.batch_size]) for i in range(0, len(rows), crops.batch_size)]


def long_enough(data: PackedAudio, frames: int, held_out: bool, required: bool = True) -> list[PackedUtterance]:
    """Return the utterances, held out or not, of at least `frames` frames.

    Raises:
        NoTrainingDataError: if there are none but some are `required`.
    """
    samples = frames * data.header.frame_samples
    found = [u for u in data.utterances if u.held_out == held_out and len(u.audio) >= samples]
    if required and not found:
        longest = max((len(utterance.audio) for utterance in data.utterances), default=0)
        raise NoTrainingDataError(
            f"no utterance has the {frames} frames of a crop; the longest has {longest // data.header.frame_samples}"
        )
    return found


def crop(utterance: PackedUtterance, network: WaveNetConfig, first_frame: int, frames: int) -> dict[str, NDArray[Any]]:
    """Return one crop: `previous` and `target` [steps, bands], `features` [F + 2 * margin, C], `speaker` [].

    Features beyond the utterance's edges repeat its outermost frames, as in generation.
    """
    samples = _samples(utterance, network, first_frame * network.frame_steps - 1, frames * network.frame_steps + 1)
    arrays: dict[str, NDArray[Any]] = {"previous": samples[:-1], "target": samples[1:]}
    if utterance.features is not None and network.conditioning_channels:
        margin = network.conditioning_margin
        wanted = np.arange(first_frame - margin, first_frame + frames + margin)
        arrays["features"] = utterance.features[np.clip(wanted, 0, len(utterance.features) - 1)].astype(np.float32)
    if network.speakers:
        arrays["speaker"] = np.array(utterance.speaker, np.int64)
    return arrays


def _samples(utterance: PackedUtterance, network: WaveNetConfig, first_step: int, steps: int) -> NDArray[Any]:
    """Return the samples [steps, bands] of an utterance from a step on, as of the whole; silence before it."""
    bands, reach = network.bands, network.coding.reach
    first, last = first_step - reach, first_step + steps + reach
    audio = utterance.audio[max(first, 0) * bands : last * bands]
    missing = max(-first, 0), max(last - len(utterance.audio) // bands, 0)
    padded = waveform_of(np.pad(audio, (missing[0] * bands, missing[1] * bands)))
    samples = network.distribution.encode(network.coding.encode(padded)[reach:-reach])
    if first_step < 0:
        samples[:-first_step] = network.distribution.silence
    return samples


def _stacked(rows: Sequence[dict[str, NDArray[Any]]]) -> Batch:
    arrays = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
    return Batch(arrays, arrays["target"].size)  # samples of the waveform


def _frames(utterance: PackedUtterance, network: WaveNetConfig) -> int:
    return len(utterance.audio) // network.frame_samples


def _check_fit(data: PackedAudio, network: WaveNetConfig) -> None:
    header = data.header
    if network.conditioning_channels not in (0, header.conditioning_channels):
        raise NoTrainingDataError(
            f"the data has {header.conditioning_channels} conditioning channels, but the network takes "
            f"{network.conditioning_channels}"
        )
    if network.frame_samples != header.frame_samples:
        raise NoTrainingDataError(
            f"the data has frames of {header.frame_samples} samples, but the network's are {network.frame_samples}"
        )
    if network.speakers not in (0, len(header.speakers)):
        raise NoTrainingDataError(
            f"the data has {len(header.speakers)} speakers, but the network is for {network.speakers}"
        )

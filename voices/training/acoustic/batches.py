"""Batches for an acoustic model: whole utterances, shorter ones filled up and masked."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.conditioning.frames import frame_inputs
from voices.corpus.utterances.aligned_speech import AlignedSpeech
from voices.prosody.scales import Scales
from voices.training.loop.batch import Batch

Arrays = dict[str, NDArray[Any]]


class NoAlignedSpeechError(TtsError):
    """There is nothing to train an acoustic model on."""


class UtteranceBatches:
    """Random utterances that are not held out; calling it with a step returns that step's batch."""

    def __init__(self, speech: Sequence[AlignedSpeech], scales: Scales, batch_size: int, seed: int) -> None:
        self._speech = [one for one in speech if not one.held_out]
        if not self._speech:
            raise NoAlignedSpeechError("no utterance is left to train on; every one is held out or was skipped")
        self._scales, self._batch_size, self._seed = scales, batch_size, seed

    def __call__(self, step: int) -> Batch:
        random = np.random.default_rng([self._seed, step])
        chosen = random.integers(0, len(self._speech), self._batch_size)
        return make_batch([self._speech[i] for i in chosen], self._scales)


def held_out_batches(speech: Sequence[AlignedSpeech], scales: Scales, batch_size: int) -> list[Batch]:
    """Return the held-out utterances in batches."""
    held_out = [one for one in speech if one.held_out]
    return [make_batch(held_out[i : i + batch_size], scales) for i in range(0, len(held_out), batch_size)]


def make_batch(speech: Sequence[AlignedSpeech], scales: Scales) -> Batch:
    """Return utterances as arrays [B, N, ...] of segments and [B, F, ...] of frames, with masks."""
    rows = [_arrays(one, scales) for one in speech]
    arrays = {name: _filled([row[name] for row in rows]) for name in rows[0]}
    arrays["speaker"] = np.array([one.speaker for one in speech], np.int64)
    return Batch(arrays, sum(len(one.mel) for one in speech))


def _arrays(one: AlignedSpeech, scales: Scales) -> Arrays:
    segments, frames = len(one.durations), len(one.mel)
    return {
        "contexts": one.contexts,
        "segment_mask": np.ones(segments, np.float32),
        "log_durations": np.log(one.durations).astype(np.float32),
        "frames": frame_inputs(one.contexts, one.durations),
        "frame_mask": np.ones(frames, np.float32),
        "pitch": scales.pitch(one.log_f0, one.voiced, one.speaker),
        "voiced": one.voiced.astype(np.float32),
        "mel": (one.mel - scales.mel_mean) / scales.mel_deviation,
    }


def _filled(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    longest = max(map(len, arrays))
    stacked = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), np.float32)
    for row, array in zip(stacked, arrays, strict=True):
        row[: len(array)] = array
    return stacked

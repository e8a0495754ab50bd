"""Batches for a student: a teacher's crops of recordings, with noise to make them of and what the prior says."""

from collections.abc import Sequence

import numpy as np

from voices.corpus.utterances.packed_audio import PackedAudio
from voices.training.loop.batch import Batch
from voices.training.wavenet import crops as recorded
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.prior import prior_of
from voices.vocoders.wavenet.config import WaveNetConfig

VALIDATION = 2**32
"""Seeds the noise of validation batches, which are numbered from there."""


class NoisyCrops:
    """Random crops of utterances that are not held out, each with noise; the same for the same seed and step."""

    def __init__(
        self, data: PackedAudio, teacher: WaveNetConfig, student: FlowsConfig, crops: CropConfig, seed: int
    ) -> None:
        self._crops = recorded.Crops(data, teacher, crops, seed)
        self._student, self._seed = student, seed

    def __call__(self, step: int) -> Batch:
        return _with_noise(self._crops(step), self._student, self._seed, step)


def held_out_batches(
    data: PackedAudio, teacher: WaveNetConfig, student: FlowsConfig, crops: CropConfig, batches: int
) -> Sequence[Batch]:
    """Return up to `batches` fixed batches of held-out crops, noise included."""
    found = recorded.held_out_batches(data, teacher, crops, batches)
    return [_with_noise(batch, student, 0, VALIDATION + number) for number, batch in enumerate(found)]


def _with_noise(batch: Batch, student: FlowsConfig, seed: int, number: int) -> Batch:
    """Return the batch with `noise`, `prior_mean` and `prior_log_scale` [B, T, bands]."""
    target = batch.arrays["target"]
    noise = np.random.default_rng([seed, number]).standard_normal(target.shape, np.float32)
    margin = student.conditioning_margin * student.frame_steps  # the prior's filters reach beyond a crop's edges
    around = target.shape[1] + 2 * margin
    rows = batch.arrays.get("features", [None] * len(target))
    priors = [prior_of(student, features, around) for features in rows]
    inside = slice(margin, margin + target.shape[1])
    arrays = {name: array for name, array in batch.arrays.items() if name != "previous"}
    arrays["noise"] = noise
    arrays["prior_mean"] = np.stack([prior.mean[inside] for prior in priors])
    arrays["prior_log_scale"] = np.stack([prior.log_scale[inside] for prior in priors])
    return Batch(arrays, batch.units)

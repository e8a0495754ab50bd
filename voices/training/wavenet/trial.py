"""How fast a WaveNet would learn here, before there is anything to learn from: trial steps on noise."""

from pathlib import Path

import numpy as np
import torch

from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.training.loop.config import TrainingConfig
from voices.training.loop.precision import PrecisionChoice, choose_precision
from voices.training.loop.run import Run
from voices.training.loop.step import few_of, try_step
from voices.training.wavenet.crop_config import CropConfig
from voices.training.wavenet.crops import Crops
from voices.training.wavenet.objective import WaveNetObjective
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet


def try_training(config: WaveNetConfig, device: torch.device) -> PrecisionChoice:
    """Return the precision that training such a network would choose on a device, and the samples/s that say so."""
    crops = CropConfig()
    objective = WaveNetObjective(WaveNet(config))
    objective.to(device)
    run = Run(
        objective,
        Crops(_noise(config, crops.frames), config, crops, seed=0),
        [],
        TrainingConfig(steps=1),
        Path(),
        device,
        learners=objective.learners(),
    )
    batch = few_of(run.training_batches(0))
    return choose_precision(device, lambda precision: try_step(run, batch, precision))


def _noise(config: WaveNetConfig, frames: int) -> PackedAudio:
    """One utterance, long enough for a crop."""
    random = np.random.default_rng(0)
    channels = config.conditioning_channels
    utterance = PackedUtterance(
        "noise",
        random.integers(-3000, 3000, frames * config.frame_samples).astype(np.int16),
        random.standard_normal((frames, channels)).astype(np.float16) if channels else None,
        speaker=0,
        held_out=False,
    )
    speakers = [str(number) for number in range(max(config.speakers, 1))]
    return PackedAudio(PackedHeader(config.sample_rate, config.frame_samples, channels, speakers), (utterance,))

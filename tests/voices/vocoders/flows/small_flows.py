"""Small flows with random weights: none of them the identity, as a new network's are."""

import numpy as np
import torch

from voices.conditioning.feature_config import FeatureConfig
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.network import Flows

RATE, FRAME = 8000, 80
MEASURED = FeatureConfig(rate_hz=RATE, hop=FRAME, window=320, bands=20, highest_hz=4000.0)
CODING = WaveformCoding(4, 33, gains=(2.0, 3.0, 4.0, 5.0))
PLAIN = FlowsConfig(
    16, 16, 1, 3, conditioning_channels=0, conditioning_hidden=8, flows=2, sample_rate=RATE, frame_samples=FRAME
)
SPOKEN = FlowsConfig(
    16,
    16,
    1,
    3,
    conditioning_channels=22,
    conditioning_hidden=16,
    speakers=2,
    prior=MEASURED,
    sample_rate=RATE,
    frame_samples=FRAME,
    coding=CODING,
)


def random_flows(config: FlowsConfig, strength: float = 0.3) -> Flows:
    torch.manual_seed(1)
    flows = Flows(config)
    with torch.no_grad():
        for name, weight in flows.named_parameters():
            if "head2" in name:
                weight.normal_(0, strength)
    return flows


def arrays_of(flows: Flows) -> dict[str, np.ndarray]:
    return {name: weight.detach().numpy() for name, weight in flows.named_parameters()}


def spoken_features(frames: int, seed: int = 0) -> np.ndarray:
    """A spectrum that changes a little from frame to frame, a rising pitch, and a voice that pauses."""
    random = np.random.default_rng(seed)
    mel = np.cumsum(random.normal(0, 0.1, (frames, 20)), 0)
    pitch, voiced = np.linspace(-0.5, 0.5, frames)[:, None], (np.arange(frames) % 20 < 14)[:, None]
    return np.concatenate([mel, pitch, voiced], 1).astype(np.float32)

"""Tiny seeded networks, and a kernel cache that starts empty."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet, pad_frames

FRAME_SAMPLES = 20


@pytest.fixture(scope="session", autouse=True)
def empty_kernel_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def make_network() -> Callable[..., WaveNet]:
    def make(**changes: object) -> WaveNet:
        torch.manual_seed(1)
        shape = {"residual_channels": 16, "skip_channels": 32, "head_channels": 16, "stacks": 2, "layers_per_stack": 4}
        rest = {"frame_samples": FRAME_SAMPLES, "conditioning_channels": 3, "conditioning_hidden": 8, "speakers": 2}
        heard = {"distribution": MuLawSoftmax(levels=64), "coding": WaveformCoding(2, 33, pre_emphasis=0.5)}
        network = WaveNet(WaveNetConfig(**{**shape, **rest, **heard, **changes}))
        with torch.no_grad():
            for name, parameter in network.named_parameters():
                if name.endswith(("bias", "within_step")):
                    parameter.normal_(0, 0.3)
        return network

    return make


@pytest.fixture
def make_input() -> Callable[..., VocoderInput]:
    def make(seed: int, frames: int = 8, conditioned: bool = True) -> VocoderInput:
        noise = uniform_noise(seed, frames * FRAME_SAMPLES)
        if not conditioned:
            return VocoderInput(noise)
        features = np.random.default_rng(seed).standard_normal((frames, 3)).astype(np.float32)
        return VocoderInput(noise, features, seed % 2)

    return make


@pytest.fixture
def network_parameters() -> Callable[..., np.ndarray]:
    """The parallel network's parameters [T, bands, C] for the samples [T, bands] of one input, given in full."""

    def parameters(network: WaveNet, wanted: VocoderInput, samples: np.ndarray) -> np.ndarray:
        config = network.config
        silence = np.full((1, config.bands), config.distribution.silence, samples.dtype)
        steps = torch.from_numpy(np.concatenate([silence, samples]))[None]
        steps = steps.long() if config.distribution.input_levels else steps.float()
        features = speaker = None
        if wanted.features is not None:
            features = pad_frames(torch.from_numpy(wanted.features)[None], config.conditioning_margin)
            speaker = torch.tensor([wanted.speaker])
        with torch.no_grad():
            return network(steps[:, :-1], steps[:, 1:], features, speaker)[0].numpy()

    return parameters

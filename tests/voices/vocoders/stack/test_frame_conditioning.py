import numpy as np
import pytest
import torch

from voices.vocoders.stack.conditioning import ConditioningNetwork
from voices.vocoders.stack.config import StackConfig
from voices.vocoders.stack.frame_conditioning import frame_conditioning
from voices.vocoders.wavenet.network import pad_frames


@pytest.mark.parametrize("slope", [0.0, 0.2])
def test_conditioning_without_torch_equals_the_conditioning_network(slope):
    config = StackConfig(
        16, 32, 1, 3, conditioning_channels=3, conditioning_hidden=8, conditioning_slope=slope, speakers=2
    )
    torch.manual_seed(0)
    network, features = ConditioningNetwork(config), torch.randn(1, 7, 3)
    weights = {f"conditioning.{name}": tensor.numpy() for name, tensor in network.state_dict().items()}
    found = frame_conditioning(config, weights, features[0].numpy(), 1)
    with torch.no_grad():
        expected = network(pad_frames(features, config.conditioning_margin), torch.tensor([1]))[:, 0].numpy()
    assert found.shape == (7, config.conditioning_outputs)
    assert np.abs(found - expected).max() < 1e-5
